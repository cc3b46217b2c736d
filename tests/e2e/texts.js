/** Give every text of a page that stands there in the page's own language: what is read, and what is read aloud. */
() => {
  const page = document.documentElement;
  const own = (element) => element.closest("[lang]") === page && !element.closest("script, style, noscript");
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (own(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  for (const element of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]")) {
    if (!own(element)) continue;
    for (const name of ["aria-label", "title", "alt", "placeholder"]) found.push(element.getAttribute(name) ?? "");
  }
  return found.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}
