// The components of dashboard/components/static.py: plain elements, built by React, which writes every text
// as text, and an empty one that a chart is drawn in.

import { boxes, ticks } from "./boxes.js";

const FOLLOWED = /^(https?:|mailto:|[/?#]|$)/i; // addresses a link may have: never a script

/** The elements of a tree: texts, numbers of `children`, and [tag, properties, ...what is in it]; a tag may be a part's. */
export const build = (node, children, { createElement, Fragment }, parts = {}) => {
  if (typeof node === "number") return children[node];
  if (typeof node === "string") return node;
  const [tag, props, ...inner] = node;
  const { href, ...rest } = props;
  if (href !== undefined && FOLLOWED.test(href)) rest.href = href;
  const within = inner.map((one) => build(one, children, { createElement, Fragment }, parts));
  return createElement(parts[tag] || tag || Fragment, rest, ...within);
};

export const components = (React, parts = { Boxes: boxes(React) }) => ({
  Static: ({ tree, children }) => build(tree, [children ?? []].flat(), React, parts),
  Ticked: ticks(React),
  Store: () => null,
  Plot: () => React.createElement("div", { className: "graph" }),
});
