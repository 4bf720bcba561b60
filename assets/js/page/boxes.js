// The checkboxes of a filter (Boxes of dashboard/components/static.py): made when their list is opened for the first
// time, since most of several hundred are never seen.
import { showCounts } from "./filters.js";

const shown = new Set(); // the lists that are on the page: what each holds, and how a box of it is turned

const listOf = (filter, value) => [...shown].find((list) => list.filter === filter && list.values().includes(value));

/** Turn a box of a filter, whether it has been made or not. */
export const turn = (filter, value, isOn) => listOf(filter, value)?.turn(value, isOn);

/** Move the focus to a box of an open list, as soon as it is there. */
export const focus = (filter, value) => {
  const list = listOf(filter, value);
  if (list) list.wanted = value;
};

/** The component, made with React. */
export const boxes = ({ createElement, useEffect, useRef, useState }) => {
  const option = (chosen, turn, { value, label }) =>
    createElement(
      "label",
      { key: value, className: "choice-option" },
      createElement("input", {
        type: "checkbox",
        value,
        checked: chosen.includes(value),
        onChange: ({ target }) => turn(value, target.checked),
      }),
      createElement("span", null, label),
    );

  const useList = (filter) => {
    const list = useRef({ filter }).current;
    useEffect(() => {
      shown.add(list);
      return () => shown.delete(list);
    }, [list]);
    return list;
  };

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

  return ({ id, options, value, setProps }) => {
    const { filter } = JSON.parse(id); // Dash writes the id of a component out
    const list = useList(filter);
    const place = useRef();
    const isOpened = useOpened(place);
    list.chosen = value ?? [];
    list.values = () => options.map((one) => one.value);
    list.turn = (one, isOn) => {
      list.chosen = list.values().filter((each) => (each === one ? isOn : list.chosen.includes(each)));
      setProps({ value: list.chosen });
    };
    // Other options are other boxes, which lack their counts.
    useEffect(() => {
      if (!isOpened) return;
      showCounts(filter);
      const wanted = list.wanted && place.current.querySelector(`input[value="${CSS.escape(list.wanted)}"]`);
      wanted?.focus({ preventScroll: true });
      list.wanted = undefined;
    }, [isOpened, options]);
    const inside = isOpened ? options.map((one) => option(list.chosen, list.turn, one)) : null;
    return createElement("div", { ref: place, className: "choice-options" }, inside);
  };
};
