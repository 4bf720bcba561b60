// The component of dashboard/components/static.py: plain elements, built by React, which writes every text as text.
(() => {
  const { createElement, Fragment } = window.React;
  const followed = /^(https?:|mailto:|[/?#]|$)/i; // addresses a link may have: never a script

  const build = (node, children) => {
    if (typeof node === "number") return children[node];
    if (typeof node === "string") return node;
    const [tag, props, ...inner] = node;
    const { href, ...rest } = props;
    if (href !== undefined && followed.test(href)) rest.href = href;
    return createElement(tag || Fragment, rest, ...inner.map((part) => build(part, children)));
  };

  window.dashboard = { Static: ({ tree, children }) => build(tree, [children ?? []].flat()) };
})();
