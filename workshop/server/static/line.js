// The line before a page that is being made: asks for its place, and goes in when it is its turn.

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const { ask, full } = document.getElementById("line").dataset;

async function wait() {
  let failed = 0;
  for (;;) {
    try {
      const began = Date.now();
      const answer = await fetch(ask, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(20000) });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      failed = 0;
      document.getElementById("lost").hidden = true;
      if (now.place === 0 || String(now.full) !== full) return location.reload();
      document.getElementById("place").textContent = now.place;
      if (Date.now() - began < 500) await pause(0.5);
    } catch {
      failed += 1;
      document.getElementById("lost").hidden = failed < 2;
      await pause(Math.min(8, failed) * (0.75 + Math.random() / 2)); // a room full of pages must not come back all at once
    }
  }
}

wait();
