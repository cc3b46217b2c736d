/**
 * Dragging by mouse, pen or finger, over pointer events (the browser's own drag and drop knows no fingers).
 *
 * It is never the only way: whatever can be dragged has buttons too. A finger drags by the `.grip`, so that the rest of
 * the row still scrolls the page.
 */

const START = 6; // px before a press becomes a drag

/**
 * Make the `onpointerdown` of something that can be dragged.
 *
 * @param page is told that a hand is busy, so that nothing moves meanwhile
 * @param drop(where) is called with the `data-drop` of the element that it was let go over
 */
export function draggable(page, drop) {
  return (event) => {
    const el = event.currentTarget;
    if (event.button !== 0 || el.drag || event.target.closest("button, input, textarea, select, label, summary, a")) return;
    if (event.pointerType !== "mouse" && !event.target.closest(".grip")) return;
    event.preventDefault();
    el.drag = new Drag(page, el, event, drop);
  };
}

class Drag {
  constructor(page, el, { pointerId, clientX, clientY }, drop) {
    Object.assign(this, { page, el, pointerId, drop, x: clientX, y: clientY, moving: false });
    this.listeners = {
      pointermove: (event) => this.move(event),
      pointerup: (event) => this.end(event),
      pointercancel: () => this.stop(),
      lostpointercapture: () => this.stop(),
    };
    el.setPointerCapture(pointerId);
    for (const [name, listener] of Object.entries(this.listeners)) el.addEventListener(name, listener);
    this.escape = (event) => event.key === "Escape" && this.stop();
    document.addEventListener("keydown", this.escape);
  }

  move({ clientX, clientY }) {
    const [across, down] = [clientX - this.x, clientY - this.y];
    if (!this.moving && Math.hypot(across, down) < START) return;
    this.moving = true;
    this.page.typing();
    this.el.dataset.dragging = "";
    this.el.style.transform = `translate(${across}px, ${down}px)`;
    this.mark(this.under(clientX, clientY));
  }

  /** Find the innermost place to drop that lies under a point. */
  under(x, y) {
    const inside = (el) => {
      const { left, right, top, bottom } = el.getBoundingClientRect();
      return x >= left && x <= right && y >= top && y <= bottom;
    };
    return [...this.page.el.querySelectorAll("[data-drop]")].filter((el) => el !== this.el && inside(el)).at(-1);
  }

  mark(place) {
    if (this.place === place) return;
    if (this.place) delete this.place.dataset.over;
    if (place) place.dataset.over = "";
    this.place = place;
  }

  end({ clientX, clientY }) {
    const where = this.moving && this.under(clientX, clientY)?.dataset.drop;
    this.stop();
    if (where) this.drop(where);
  }

  stop() {
    if (this.el.drag !== this) return;
    this.el.drag = undefined;
    for (const [name, listener] of Object.entries(this.listeners)) this.el.removeEventListener(name, listener);
    document.removeEventListener("keydown", this.escape);
    this.mark(undefined);
    delete this.el.dataset.dragging;
    this.el.style.removeProperty("transform");
    this.page.stopTyping();
  }
}
