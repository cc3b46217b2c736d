// The waiting room: asks for news, one request after the other, and goes where the group goes.

const show = (id, yes) => {
  const part = document.getElementById(id);
  if (part) part.hidden = !yes;
};
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function news() {
  const answer = await fetch("/wacht/nu", { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(45000) });
  if (answer.status === 403) return { session: "gone" }; // this browser has no seat any more: /hier knows what to do
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function wait() {
  let failed = 0;
  for (;;) {
    try {
      const began = Date.now();
      const now = await news();
      failed = 0;
      show("lost", false);
      if (now.session) return location.replace("/hier");
      show("before", !now.ended);
      show("after", now.ended);
      if (now.ended) return;
      if (Date.now() - began < 1000) await pause(1);
    } catch {
      failed += 1;
      show("lost", failed > 1);
      await pause(Math.min(10, failed) * (0.75 + Math.random() / 2)); // a room full of pages must not come back all at once
    }
  }
}

wait();
addEventListener("pageshow", (event) => event.persisted && location.reload());
