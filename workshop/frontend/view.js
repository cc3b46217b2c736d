/**
 * A small keyed virtual DOM: describe what the page should show, and only what differs is touched.
 *
 * It never moves or rewrites the element that has the focus, so caret, selection and scroll stay where the
 * person left them. Text from data becomes text nodes; there is no way to pass markup.
 *
 * Props: `class`, `style` (an object), attributes, `on…` handlers, the live `value` and `checked`, `key`, and
 * `attach` / `detach` (called with the element after each patch / when it goes; such an element's inside is left alone).
 */

const SVG = "http://www.w3.org/2000/svg";
const LIVE = new Set(["value", "checked", "indeterminate"]);
const OWN = new Set(["key", "attach", "detach"]);
const LINKS = new Set(["href", "src", "action", "xlink:href"]);
const MEMORY = Symbol("what was drawn last");

/** Describe an element. Children: strings, numbers, other descriptions, arrays of them; null, false and true are skipped. */
export function h(tag, props, ...children) {
  const given = props ?? {};
  return { tag, props: given, key: given.key, children: flat(children) };
}

function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && typeof child !== "boolean")
    .map((child) => (typeof child === "object" ? child : { tag: "#text", text: String(child), children: [] }));
}

/** Make the children of `root` be `tree` (a description, text, or an array of them). */
export function patch(root, tree) {
  if (!root[MEMORY]) root.replaceChildren();
  patchChildren(root, flat([tree]), root.namespaceURI === SVG);
}

function patchChildren(parent, wanted, svg) {
  const old = parent[MEMORY] ?? [];
  const keyed = new Map();
  const plain = [];
  for (const drawn of old) {
    if (drawn.key === undefined) plain.push(drawn);
    else keyed.set(drawn.key, drawn);
  }
  let next = 0;
  const used = new Set();
  const drawn = wanted.map((now) => {
    let before;
    if (now.key !== undefined) before = keyed.get(now.key);
    else {
      const at = plain.findIndex((one, n) => n >= next && one.tag === now.tag);
      if (at >= 0) {
        before = plain[at];
        next = at + 1;
      }
    }
    if (before && (used.has(before) || before.tag !== now.tag)) before = undefined;
    if (before) used.add(before);
    return before ? update(before, now, svg) : create(now, svg);
  });
  for (const gone of old) if (!used.has(gone)) remove(gone);
  place(parent, drawn.map((one) => one.node));
  parent[MEMORY] = drawn;
  for (const one of drawn) one.props?.attach?.(one.node);
}

/** Put nodes in order around the one that holds the focus, which is not moved: a moved element loses it. */
function place(parent, nodes) {
  const active = parent.getRootNode().activeElement;
  const pivot = Math.max(0, nodes.findIndex((node) => node.parentNode === parent && node.contains(active)));
  if (nodes.length && nodes[pivot].parentNode !== parent) parent.insertBefore(nodes[pivot], parent.firstChild);
  for (let n = pivot - 1; n >= 0; n--) {
    if (nodes[n].nextSibling !== nodes[n + 1]) parent.insertBefore(nodes[n], nodes[n + 1]);
  }
  for (let n = pivot + 1; n < nodes.length; n++) {
    const after = nodes[n - 1].nextSibling;
    if (after !== nodes[n]) parent.insertBefore(nodes[n], after);
  }
}

function create(now, svg) {
  if (now.tag === "#text") return { ...now, node: document.createTextNode(now.text) };
  const drawing = svg || now.tag === "svg";
  const node = drawing ? document.createElementNS(SVG, now.tag) : document.createElement(now.tag);
  if (!now.props.attach) patchChildren(node, now.children, drawing);
  setProps(node, {}, now.props);
  return { ...now, node };
}

function update(before, now, svg) {
  const { node } = before;
  if (now.tag === "#text") {
    if (before.text !== now.text) node.data = now.text;
  } else {
    if (!now.props.attach) patchChildren(node, now.children, svg || now.tag === "svg");
    setProps(node, before.props, now.props);
  }
  return { ...now, node };
}

function remove(gone) {
  for (const inner of gone.node[MEMORY] ?? []) leave(inner);
  gone.props?.detach?.(gone.node);
  gone.node.remove();
}

function leave(gone) {
  for (const inner of gone.node[MEMORY] ?? []) leave(inner);
  gone.props?.detach?.(gone.node);
}

function setProps(node, before, now) {
  for (const name of Object.keys(before)) if (!(name in now)) setProp(node, name, before[name], undefined);
  for (const [name, value] of Object.entries(now)) setProp(node, name, before[name], value);
}

function setProp(node, name, before, now) {
  if (OWN.has(name)) return;
  if (LIVE.has(name)) return setLive(node, name, now);
  if (before === now) return;
  if (name.startsWith("on")) return setHandler(node, name.slice(2), now);
  if (name === "style") return setStyle(node, before ?? {}, now ?? {});
  if (LINKS.has(name) && /^\s*(javascript|vbscript|data:text)/i.test(String(now))) return;
  if (now === undefined || now === null || now === false) node.removeAttribute(name);
  else node.setAttribute(name, now === true ? "" : String(now));
}

/** What a person can change by hand is compared with the page itself, and left alone in the field they are in. */
function setLive(node, name, now) {
  if (name === "value" && node === node.getRootNode().activeElement) return;
  const value = now ?? (name === "value" ? "" : false);
  if (node[name] !== value) node[name] = value;
}

function setHandler(node, event, now) {
  node.handlers ??= {};
  if (!(event in node.handlers)) node.addEventListener(event, (happened) => node.handlers[event]?.(happened));
  node.handlers[event] = now || null;
}

function setStyle(node, before, now) {
  for (const name of Object.keys(before)) if (!(name in now)) node.style.removeProperty(name);
  for (const [name, value] of Object.entries(now)) if (before[name] !== value) node.style.setProperty(name, String(value));
}
