// The checkboxes of the filters (Boxes and Ticked of dashboard/components/static.py): those of a list are made when it is
// opened for the first time, since most of several hundred are never seen.
import { showCounts } from "./filters.js";

const shown = new Set(); // the lists that are on the page
let page = { data: {} }; // what is ticked by filter, newer options if there are any, and how to tell what is ticked now

const ticked = (filter) => page.data[filter] ?? [];
const offered = ({ filter, group, options }) => page.options?.[filter]?.[group] ?? options;

const redraw = () => {
  for (const list of shown) list.redraw();
};

/** Turn a box of a filter, whether it has been made or not. */
export const turn = (filter, value, isOn) => {
  if (!page.data[filter]) return;
  const others = ticked(filter).filter((one) => one !== value);
  page.data = { ...page.data, [filter]: isOn ? [...others, value] : others };
  redraw();
  page.setProps({ data: page.data });
};

/** Move the focus to a box of an open list, as soon as it is there. */
export const focus = (filter, value) => {
  const isIn = (list) => list.filter === filter && offered(list).some((one) => one.value === value);
  const list = [...shown].find(isIn);
  if (list) list.wanted = value;
};

/** The component that no one sees, made with React. */
export const ticks =
  ({ useEffect }) =>
  ({ data, options, setProps }) => {
    useEffect(() => {
      page = { data, options, setProps };
      redraw();
    }, [data, options]);
    return null;
  };

/** A list of boxes, made with React. */
export const boxes = ({ createElement, useEffect, useReducer, useRef, useState }) => {
  const option = (filter, { value, label }) =>
    createElement(
      "label",
      { key: value, className: "choice-option" },
      createElement("input", {
        type: "checkbox",
        value,
        checked: ticked(filter).includes(value),
        onChange: ({ target }) => turn(filter, value, target.checked),
      }),
      createElement("span", null, label),
    );

  const useOpened = (place) => {
    const [isOpened, setOpened] = useState(false);
    useEffect(() => {
      const details = place.current.closest("details");
      const look = () => setOpened((was) => was || details.open);
      look();
      details.addEventListener("toggle", look);
      return () => details.removeEventListener("toggle", look);
    }, [place]);
    return isOpened;
  };

  return ({ filter, group, options }) => {
    const [, again] = useReducer((times) => times + 1, 0);
    const list = useRef({ filter, group, options, redraw: again }).current;
    const place = useRef();
    const isOpened = useOpened(place);
    useEffect(() => {
      shown.add(list);
      return () => shown.delete(list);
    }, [list]);
    const all = offered(list);
    // Other options are other boxes, which lack their counts.
    useEffect(() => {
      if (!isOpened) return;
      showCounts(filter);
      const wanted = list.wanted && place.current.querySelector(`input[value="${CSS.escape(list.wanted)}"]`);
      wanted?.focus({ preventScroll: true });
      list.wanted = undefined;
    }, [isOpened, all]);
    const inside = isOpened ? all.map((one) => option(filter, one)) : null;
    return createElement("div", { ref: place, className: "choice-options" }, inside);
  };
};
