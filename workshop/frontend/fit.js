/** Make what stands on the screen a little smaller when it would not fit: nobody scrolls a projector. */

const STEP = 0.04;
const SMALLEST = 0.72; // below this nobody reads it from the back; then the page scrolls after all

/** Set `--fit` of an element to the largest scale, at most 1, at which it holds all that is in it. */
export function fit(el) {
  if (!el) return;
  let scale = 1;
  el.style.setProperty("--fit", scale);
  while (el.scrollHeight > el.clientHeight + 1 && scale - STEP >= SMALLEST) {
    scale -= STEP;
    el.style.setProperty("--fit", scale.toFixed(2));
  }
}
