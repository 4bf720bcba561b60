import time
def test_a(browser):
    for a in ["/","/commitments","/members","/members/ALB","/data","/commitments/ALB-1-001","/nowhere"]:
        t=time.perf_counter(); browser.open(a); t1=time.perf_counter()
        sh=browser.shift()
        print(a, round(t1-t,2), "cls", sh, browser.text("h1")[:60])
        if a=="/":
            print(browser.run("return performance.getEntriesByType('resource').map(e=>[e.name.slice(-60), e.transferSize])"), browser.run("return performance.getEntriesByType('navigation')[0].transferSize"))
        browser.run(__import__("pathlib").Path("/tmp/fe/node_modules/axe-core/axe.min.js").read_text())
        for m in ("dark","light"):
            browser.appear(m)
            t=time.perf_counter(); v=browser.axe(); print(m, v[:6], round(time.perf_counter()-t,2))
        browser.width(390); print("390", browser.sideways()); t=time.perf_counter(); print(browser.axe()[:6], time.perf_counter()-t)
        browser.width(360); print("360", browser.sideways())
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        print(browser.console()); print({u.split("/")[2] for u in browser.requests()})
