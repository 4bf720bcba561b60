// What the callbacks of dashboard/callbacks/browser.py do in the browser.
(() => {
  const { appearance, inMode, onPhone, picture, pieces, withLabels } = window.monitor;
  const phone = window.matchMedia("(max-width: 599.98px)");
  const unchanged = () => window.dash_clientside.no_update;

  const setText = (place, text) => place && place.textContent !== text && (place.textContent = text);

  const legendItem = ([level, word]) => {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = `swatch level-${level}`;
    item.append(swatch, word);
    return item;
  };

  /** The words around a chart, put in place here: as properties of components each would cost a pass over the page. */
  const around = (card, { subtitle, summary, legend, source, csv, hidden, room }) => {
    setText(card.querySelector(".card-subtitle"), subtitle);
    setText(card.querySelector(".source"), source);
    card.querySelector("a[download]").href = csv;
    card.querySelector(".legend").replaceChildren(...legend.map(legendItem));
    const frame = card.querySelector(".chart");
    frame.setAttribute("aria-label", summary);
    frame.hidden = hidden;
    for (const [name, value] of Object.entries(room)) frame.style.setProperty(name, value);
  };

  const latest = new Map(); // what each chart shows now, by its name
  let colours = {}; // mode and table of dark colours, as last told

  /** The figure as this screen shows it: its colours, its shape on a phone, and the width of its frame (px). */
  const onScreen = ({ figure }, width) => {
    const shown = inMode(phone.matches ? onPhone(figure) : figure, colours.mode, colours.dark);
    // A width that is said keeps Plotly from drawing a second time when only the height has changed.
    return withLabels({ data: shown.data, layout: { ...shown.layout, width: width || undefined } });
  };

  const drawn = new WeakSet(); // the frames whose chart stands
  const due = new WeakSet(); // those whose chart comes as soon as there is a place for it

  /** Draw over what stands; Plotly is asked directly, since each property of a component costs a pass over the page. */
  const draw = (frame, plot, width = frame.clientWidth) => {
    const shown = latest.get(frame.closest("article")?.id);
    if (!shown || shown.hidden) return undefined;
    drawn.add(frame);
    const { data, layout } = structuredClone(onScreen(shown, width)); // Plotly writes into what it is given
    return window.Plotly.react(plot, data, layout);
  };

  const placeIn = (frame) => {
    const plot = frame.querySelector(".js-plotly-plot");
    return plot?._fullLayout && plot;
  };

  /** The empty chart that dcc.Graph makes as soon as Plotly is there. */
  const placeMade = (frame) =>
    new Promise((made) => {
      const look = (_, observer) => {
        const plot = placeIn(frame);
        if (!plot) return;
        observer.disconnect();
        made(plot);
      };
      new MutationObserver(look).observe(frame, { subtree: true, childList: true });
    });

  let last = Promise.resolve();
  /** A task of its own for each that waits, so that the page answers in between; no drawing holds up another. */
  const turn = () => (last = last.then(() => new Promise((next) => setTimeout(next))));

  const drawOnceMade = async (frame) => {
    due.add(frame);
    const made = await placeMade(frame);
    await turn();
    if (!drawn.has(frame)) await draw(frame, made);
  };

  /** Draw anew, or for the first time once there is a place, for which nobody waits: Plotly may never come. */
  const redraw = async (frame, width) => {
    const plot = placeIn(frame);
    if (plot) await draw(frame, plot, width);
    else if (!due.has(frame)) drawOnceMade(frame);
  };

  // A chart out of view waits until it is seen or, once the reader has begun to scroll, is near.
  const waiting = new Set();
  const drawWaiting = (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting && waiting.delete(target)) redraw(target);
  };
  const watchers = [new IntersectionObserver(drawWaiting)];
  const watch = (frame, watcher) => {
    watcher.unobserve(frame); // what is observed anew is reported anew, also when it has not moved
    watcher.observe(frame);
  };
  const watchNear = () => {
    watchers.push(new IntersectionObserver(drawWaiting, { rootMargin: "300px" }));
    for (const frame of waiting) watch(frame, watchers.at(-1));
  };
  window.addEventListener("scroll", watchNear, { once: true, passive: true });
  const isSeen = (frame) => {
    const { top, bottom } = frame.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  };

  const SHEET = { width: 640, most: 420 }; // px that a chart has between the margins of A4 or Letter

  /** Draw every chart for paper: at once, as a browser that prints waits for nothing but the land of a first map. */
  const onPaper = () => {
    const frames = [...document.querySelectorAll(".chart:not([hidden])")];
    const foot = document.querySelector('[data-paper="cover-source"]')?.textContent ?? "";
    document.documentElement.style.setProperty("--foot", JSON.stringify(foot));
    const config = frames.map((frame) => frame.querySelector(".js-plotly-plot")?._context).find(Boolean);
    return Promise.all(
      frames.map((frame) => {
        const { figure } = latest.get(frame.closest("article").id) || {};
        return figure && window.Plotly && pieces.onPaper(frame, figure, { ...SHEET, config });
      }),
    );
  };
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", pieces.offPaper);
  window.monitor.onPaper = onPaper;

  /** Draw anew what was drawn for another width; the height is ours and is drawn already. */
  const fit = (frame) => {
    const width = frame.clientWidth;
    if (drawn.has(frame) && width && Math.abs(placeIn(frame)?._fullLayout.width - width) > 1) redraw(frame);
  };
  const fitting = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));

  /** Put the words of charts in place and draw those that are seen; the others wait. */
  const showCharts = (cards) => {
    const frames = [];
    for (const data of cards) {
      const card = document.getElementById(data.chart);
      if (!card) continue;
      latest.set(data.chart, data);
      around(card, data);
      const frame = card.querySelector(".chart");
      waiting.delete(frame);
      fitting.observe(frame);
      if (!data.hidden) frames.push(frame);
    }
    // All is measured before anything is drawn: in turns, each measure would lay the page out once more.
    const seen = new Map(frames.filter(isSeen).map((frame) => [frame, frame.clientWidth]));
    for (const frame of frames) {
      if (seen.has(frame)) continue;
      waiting.add(frame);
      for (const watcher of watchers) watch(frame, watcher);
    }
    return Promise.all([...seen].map(([frame, width]) => redraw(frame, width)));
  };

  const told = (prop) => window.dash_clientside.callback_context.triggered.some(({ prop_id }) => prop_id.endsWith(prop));

  /** A chart that has just come with its page, or whose colours change. */
  const come = (first, mode, dark) => {
    const data = told("mode.data") ? latest.get(first?.chart) || first : first;
    colours = { mode, dark };
    if (data && mode) showCharts([data]);
    return unchanged();
  };

  /** The answer to a change of filters, for the whole page. */
  const take = async ([answer = {}]) => {
    const { cards = [], query, renewed, ...words } = answer;
    if (renewed) await window.monitor.renew(renewed);
    show(words);
    if (query !== undefined && query !== location.search) history.pushState({}, "", location.pathname + query);
    await showCharts(cards);
    return unchanged();
  };

  /** The reader chose colours; without a select on the page yet, the choice kept from last time holds. */
  const appear = (choices) => {
    const choice = choices[0] || appearance.chosen();
    localStorage.setItem(appearance.key, choice);
    return appearance.show(choice);
  };

  /** The count of an option, at the end of its label. */
  const setCount = (box, text) => {
    const label = box.closest("label");
    let count = label.querySelector(".option-count");
    if (!count) {
      count = document.createElement("span");
      count.className = "option-count";
      label.append(" ", count);
    }
    setText(count, text);
  };

  /** What follows the filters: the words of the bar, the counts beside its options, the addresses of links. */
  const show = ({ current = {}, counts = {}, summary, version, number, newest, nav = {}, lang = {}, paper = {} }) => {
    for (const [name, text] of Object.entries(current)) {
      const place = document.querySelector(`[data-current="${name}"]`);
      setText(place, text);
      for (const box of place?.closest("details").querySelectorAll("input[type=checkbox]") || []) {
        const count = counts[name]?.[box.value];
        if (count !== undefined) setCount(box, count);
      }
    }
    if (summary) setText(document.querySelector("[data-summary]"), summary);
    const footer = document.querySelector("[data-version]");
    if (version) setText(footer, version);
    if (footer && number !== undefined) footer.dataset.version = number;
    for (const [name, text] of Object.entries(paper)) setText(document.querySelector(`[data-paper="${name}"]`), text);
    const back = document.querySelector(".version-notice a");
    if (back && newest) back.href = newest;
    for (const [name, href] of Object.entries(nav)) document.querySelector(`[data-nav="${name}"]`).href = href;
    for (const [name, href] of Object.entries(lang)) document.querySelector(`[data-lang="${name}"]`).href = href;
  };

  let first = true;
  let page; // the path of the page that is shown
  /** Screen readers and the keyboard go on at what the address points to; without that, at `otherwise`. */
  const land = (otherwise) => {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    if (!place) return document.getElementById(otherwise)?.focus({ preventScroll: true });
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    return place.scrollIntoView();
  };

  /** A new page starts at its content, as after a full load. */
  const arrived = () => {
    page = location.pathname;
    const otherwise = first ? "" : "main";
    requestAnimationFrame(() => land(otherwise));
    document.dispatchEvent(new Event("monitor:arrived"));
    first = false;
    return unchanged();
  };

  /** The callback of the filters answers for the address as it is now, from data no older than what is shown. */
  const ask = (more) => {
    const version = Number(document.querySelector("[data-version]").dataset.version);
    const data = { pathname: page, query: location.search, version, ...more };
    window.dash_clientside.set_props({ kind: "address", page: "" }, { data });
  };

  /** Back, Forward or a link changed the filters of this page. */
  const follow = () => {
    if (location.pathname !== page) return;
    ask({});
    land("");
  };
  window.addEventListener("popstate", follow);
  window.monitor.follow = follow;

  /** There is a newer data version: the same view of it, where the reader is. */
  window.monitor.refresh = (newest) => location.pathname === page && ask({ newest });

  const download = (format) => async (clicks, { chart }) => {
    const data = latest.get(chart);
    if (!clicks || data.hidden) return unchanged();
    await picture(document.getElementById(chart), data, format);
    return "";
  };

  const toggleDrawer = (clicks) => {
    const open = clicks % 2 === 1;
    document.querySelector(".filter-bar").classList.toggle("open", open);
    return String(open);
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    monitor: {
      ...{ come, take, appear, arrived, toggleDrawer },
      ...{ png: download("png"), png2: download("png2"), svg: download("svg") },
    },
  });
})();
