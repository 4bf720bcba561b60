// Links within the dashboard (dashboard/components/link.py) change the page without loading the document again.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.inside");
  const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  if (!link || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  const samePage = link.pathname === location.pathname;
  history.pushState({}, "", link.href);
  if (samePage) return window.monitor.follow();
  // What Dash's own links say to its router.
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
});
