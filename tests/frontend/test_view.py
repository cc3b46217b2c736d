"""The virtual DOM: what it may change, and what it must leave alone."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PREPARE = """async () => {
  const { h, patch } = await import("/frontend/view.js");
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const nest = (spec) => (spec.children ?? []).map(build);
  const build = (spec) => typeof spec === "string" ? spec : h(spec.tag, spec.props, ...nest(spec));
  window.draw = (specs) => patch(root, specs.map(build));
  Object.assign(window, { h, patch, root, build });
}"""


@pytest.fixture
def view(tab: Page) -> Page:
    """Give a tab with `draw(specs)`, `h`, `patch` and `root`."""
    tab.goto("/harness")
    tab.evaluate(PREPARE)
    return tab


class TestPatch:
    def test_keeps_focus_value_and_caret(self, view: Page) -> None:
        """The focused field keeps its node, text and caret while everything around it moves."""
        kept = view.evaluate(
            """() => {
              const row = (key) => h("li", { key }, h("input", { value: "given" }));
              patch(root, [row("a"), row("b"), row("c")]);
              const field = root.querySelectorAll("input")[1];
              field.focus();
              field.value = "typed by hand";
              field.setSelectionRange(3, 5);
              patch(root, [row("c"), row("d"), row("b"), row("a")]);
              return [document.activeElement === field, field.value, field.selectionStart, field.selectionEnd,
                      [...root.children].indexOf(field.parentNode)];
            }"""
        )
        assert kept == [True, "typed by hand", 3, 5, 2]

    def test_sets_the_value_of_a_field_nobody_is_in(self, view: Page) -> None:
        """What the page says is what stands in a field that has no focus, whatever was typed before."""
        value = view.evaluate(
            """() => {
              patch(root, h("input", { value: "one" }));
              root.firstChild.value = "typed";
              patch(root, h("input", { value: "one" }));
              return root.firstChild.value;
            }"""
        )
        assert value == "one"

    def test_sets_a_radio_back(self, view: Page) -> None:
        """`checked` follows the page's state, not the last click."""
        checked = view.evaluate(
            """() => {
              patch(root, h("input", { type: "radio", checked: false }));
              root.firstChild.click();
              patch(root, h("input", { type: "radio", checked: false }));
              return root.firstChild.checked;
            }"""
        )
        assert checked is False

    def test_replaces_handlers(self, view: Page) -> None:
        """Only the newest handler runs, and a handler that was taken away runs no more."""
        heard = view.evaluate(
            """() => {
              const heard = [];
              patch(root, h("button", { onclick: () => heard.push("old") }));
              patch(root, h("button", { onclick: () => heard.push("new") }));
              root.firstChild.click();
              patch(root, h("button", null));
              root.firstChild.click();
              return heard;
            }"""
        )
        assert heard == ["new"]

    def test_draws_svg(self, view: Page) -> None:
        """Elements inside svg are drawn in its namespace."""
        spaces = view.evaluate(
            """() => {
              patch(root, h("svg", { viewBox: "0 0 1 1" }, h("g", null, h("rect", { width: 1 }))));
              return [...root.querySelectorAll("svg, g, rect")].map((one) => one.namespaceURI);
            }"""
        )
        assert spaces == ["http://www.w3.org/2000/svg"] * 3

    def test_shows_markup_as_text(self, view: Page) -> None:
        """Text from data is text, and a link cannot carry a script."""
        shown = view.evaluate(
            """() => {
              const link = h("a", { href: " javascript:alert(1)" }, "x");
              patch(root, [h("p", null, "<img src=x onerror=alert(1)>"), link]);
              const find = (name) => root.querySelector(name);
              return [find("img"), find("p").textContent, find("a").hasAttribute("href")];
            }"""
        )
        assert shown == [None, "<img src=x onerror=alert(1)>", False]

    def test_tells_who_goes(self, view: Page) -> None:
        """`attach` hears of each drawing, `detach` once when the element goes, also deep inside."""
        heard = view.evaluate(
            """() => {
              const heard = [];
              const hear = { attach: () => heard.push("in"), detach: () => heard.push("out") };
              const tree = () => h("div", null, h("section", hear));
              patch(root, tree());
              patch(root, tree());
              patch(root, []);
              return heard;
            }"""
        )
        assert heard == ["in", "in", "out"]

    def test_ends_the_same_as_a_fresh_drawing(self, view: Page) -> None:
        """Any tree drawn over any other gives what drawing it alone gives, and keyed elements keep their node."""
        dice = random.Random(4)
        trees = [[_tree(dice, 3) for _ in range(dice.randrange(6))] for _ in range(250)]
        trees = [_unique(tree) for tree in trees]
        wrong = view.evaluate(
            """(trees) => {
              const wrong = [];
              for (const tree of trees) {
                const keyed = [...root.children].filter((one) => one.dataset.k);
                const before = new Map(keyed.map((one) => [one.dataset.k + one.tagName, one]));
                draw(tree);
                const fresh = document.createElement("div");
                patch(fresh, tree.map(build));
                if (fresh.innerHTML !== root.innerHTML) wrong.push([fresh.innerHTML, root.innerHTML]);
                for (const one of root.children) {
                  const was = one.dataset.k && before.get(one.dataset.k + one.tagName);
                  if (was && was !== one) wrong.push(["not kept", one.dataset.k]);
                }
              }
              return wrong;
            }""",
            trees,
        )
        assert wrong == []


def _tree(dice: random.Random, depth: int) -> Any:
    if depth == 0 or dice.random() < 0.2:
        return dice.choice(["een", "twee", "drie"])
    props: dict[str, Any] = {}
    if dice.random() < 0.6:
        key = dice.choice("abcdef")
        props |= {"key": key, "data-k": key}
    if dice.random() < 0.5:
        props["class"] = dice.choice(["x", "y"])
    if dice.random() < 0.3:
        props["hidden"] = dice.choice([True, False])
    children = [_tree(dice, depth - 1) for _ in range(dice.randrange(4))]
    return {"tag": dice.choice(["div", "p", "li"]), "props": props, "children": _unique(children)}


def _unique(children: list[Any]) -> list[Any]:
    """Leave out siblings whose key was there already."""
    seen: set[str] = set()
    kept = []
    for child in children:
        key = child["props"].get("key") if isinstance(child, dict) else None
        if key in seen:
            continue
        if key:
            seen.add(key)
        kept.append(child)
    return kept
