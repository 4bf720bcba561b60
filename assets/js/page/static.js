// The components of dashboard/components/static.py: plain elements, built by React, which writes every text
// as text, and an empty one that a chart is drawn in.

import { boxes } from "./boxes.js";

const FOLLOWED = /^(https?:|mailto:|[/?#]|$)/i; // addresses a link may have: never a script

/** The elements of a tree: texts, numbers of `children`, and [tag, properties, ...what is in it]. */
export const build = (node, children, { createElement, Fragment }) => {
  if (typeof node === "number") return children[node];
  if (typeof node === "string") return node;
  const [tag, props, ...inner] = node;
  const { href, ...rest } = props;
  if (href !== undefined && FOLLOWED.test(href)) rest.href = href;
  const parts = inner.map((part) => build(part, children, { createElement, Fragment }));
  return createElement(tag || Fragment, rest, ...parts);
};

export const components = (React) => ({
  Static: ({ tree, children }) => build(tree, [children ?? []].flat(), React),
  Boxes: boxes(React),
  Store: () => null,
  Plot: () => React.createElement("div", { className: "graph" }),
});
