/** Where this page stands on the server; in JupyterLab there is no such place, and links are left out. */

function read() {
  try {
    return JSON.parse(document.getElementById("workshop-page").textContent);
  } catch {
    return {};
  }
}

/** Give the address of a path on our server, or undefined when the page does not stand on it. */
export function address(path) {
  const base = read().base_url;
  return base === undefined ? undefined : base + path;
}

/** Give the address of our copy of plotly.js, if there is one. */
export function plotlyAddress() {
  return read().plotly;
}

/** Show the session in the browser's address, so that a reload comes back to it. */
export function standAt(session) {
  const path = address(`sessie/${encodeURIComponent(session)}`);
  if (path && location.pathname !== path) history.replaceState(null, "", path);
}

/** Show the group in the desk's or screen's address, so that a reload comes back to it. */
export function standIn(code) {
  const here = new URL(location.href);
  if (address("") === undefined || here.searchParams.get("groep") === code) return;
  here.search = new URLSearchParams({ groep: code });
  history.replaceState(null, "", here);
}

/** Give the code of the group that the address names. */
export function namedGroup() {
  return address("") === undefined ? null : new URLSearchParams(location.search).get("groep");
}

/** Let this browser's other pages, and this one after a reload, speak the language that was chosen here. */
export async function rememberLanguage(code) {
  const door = address(`?taal=${encodeURIComponent(code)}`);
  if (!door) return;
  try {
    await fetch(door, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(3000) });
  } catch {
    // Without it this page is in that language all the same, and the next one as it was.
  }
}
