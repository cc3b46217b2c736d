/**
 * The line from a page to its kernel: the Jupyter websocket protocol in its JSON form, for one widget's comm.
 *
 * It keeps itself alive: it notices silence, reconnects with growing waits, and tells apart a line that is cut
 * (`lost`), one that works (`live`) and a kernel that is no more (`gone`).
 */

const PACE = {
  silence: 20000, // ms without a word before we ask whether the kernel is there
  answer: 10000, // ms that it may take to answer that
  open: 12000, // ms that a websocket may take to open
  state: 2500, // ms before the widget's state is asked again
  waits: [300, 700, 1500, 3000, 5000, 8000, 12000], // ms before each further try
};

/** Make random bytes into text; `crypto.randomUUID` is missing on plain http, which is how a LAN is served. */
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class KernelLine {
  /**
   * @param place {kernel_id, model_id, base_url, pace?}
   * @param hear {update(state), custom(content), state("live" | "lost" | "gone")}
   */
  constructor(place, hear) {
    this.place = place;
    this.hear = hear;
    this.pace = { ...PACE, ...place.pace };
    this.state = "lost";
    this.tries = 0;
    this.silentRefusals = 0;
    this.timers = {};
  }

  open() {
    clearTimeout(this.timers.retry);
    this.drop();
    this.known = false; // whether the widget's state has come over this socket
    this.asked = 0;
    const url = new URL(`${this.place.base_url}api/kernels/${encodeURIComponent(this.place.kernel_id)}/channels`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    // A new session each time: what was buffered for the old one is stale, the state is asked anew.
    this.session = randomId();
    url.searchParams.set("session_id", this.session);
    const socket = new WebSocket(url);
    this.socket = socket;
    this.later("open", this.pace.open, () => this.lost());
    socket.onopen = () => {
      clearTimeout(this.timers.open);
      this.heard();
      this.greet();
    };
    socket.onmessage = (event) => {
      if (typeof event.data === "string") this.receive(JSON.parse(event.data));
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  /** Try again now: the browser says that it is online, or that someone looks at the page. */
  nudge() {
    if (this.state === "gone") return;
    if (this.state === "live") this.probe();
    else if (!this.socket || this.socket.readyState > WebSocket.OPEN) this.open();
  }

  close() {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.drop();
  }

  /** Send a widget message; false when there is no line. */
  comm(data) {
    return this.state === "live" && this.shell("comm_msg", { comm_id: this.place.model_id, data });
  }

  shell(msg_type, content) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    const header = { msg_id: randomId(), msg_type, username: "page", session: this.session, date: new Date().toISOString(), version: "5.3" };
    this.socket.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, buffers: [], channel: "shell" }));
    return true;
  }

  /** Ask for the widget's state until it comes; a kernel that answers but knows no such widget has been made anew. */
  greet() {
    if (this.known) return;
    this.asked += 1;
    if (this.asked > 4) return this.gone();
    this.shell("kernel_info_request", {});
    this.shell("comm_msg", { comm_id: this.place.model_id, data: { method: "request_state" } });
    this.later("state", this.pace.state * this.asked, () => this.greet());
  }

  receive(message) {
    this.heard();
    const content = message.content ?? {};
    const type = message.header?.msg_type ?? message.msg_type;
    if (type === "status" && ["restarting", "autorestarting", "dead"].includes(content.execution_state)) return this.gone();
    if (content.comm_id !== this.place.model_id) return;
    if (type === "comm_close") return this.gone();
    if (type !== "comm_msg") return;
    const { method, state } = content.data ?? {};
    if (method === "update" && state) {
      this.hear.update(state);
      if (!this.known) {
        this.known = true;
        clearTimeout(this.timers.state);
        this.tries = 0;
        this.silentRefusals = 0;
        this.become("live");
      }
    } else if (method === "custom") this.hear.custom(content.data.content);
  }

  heard() {
    clearTimeout(this.timers.answer);
    this.later("silence", this.pace.silence, () => this.probe());
  }

  probe() {
    if (!this.shell("kernel_info_request", {})) return this.lost();
    this.later("answer", this.pace.answer, () => this.lost());
  }

  drop() {
    const { socket } = this;
    this.socket = undefined;
    for (const name of ["open", "silence", "answer", "state"]) clearTimeout(this.timers[name]);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  async lost() {
    this.drop();
    this.become("lost");
    const round = (this.looking = {});
    const kernel = await this.look(`api/kernels/${encodeURIComponent(this.place.kernel_id)}`);
    if (round !== this.looking || this.state !== "lost" || this.socket) return;
    if (kernel === 404 || kernel === 403) return this.gone();
    // The kernel is said to live, and yet no socket lasts: three times over, that is as good as gone.
    if (kernel === 200 && ++this.silentRefusals > 3 && (await this.look("healthz")) === 200) return this.gone();
    if (round !== this.looking || this.state !== "lost" || this.socket) return;
    const wait = this.pace.waits[Math.min(this.tries, this.pace.waits.length - 1)];
    this.tries += 1;
    this.later("retry", wait * (0.7 + 0.6 * Math.random()), () => this.open());
  }

  /** Give the http status of a path on our server; 0 when it cannot be reached. */
  async look(path) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), this.pace.answer);
    try {
      return (await fetch(new URL(this.place.base_url + path, location.href), { cache: "no-store", signal: stop.signal })).status;
    } catch {
      return 0;
    } finally {
      clearTimeout(timer);
    }
  }

  gone() {
    if (this.state === "gone") return;
    this.close();
    this.become("gone");
  }

  become(state) {
    if (this.state === state && state !== "live") return;
    this.state = state;
    this.hear.state(state);
  }

  later(name, wait, then) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(then, wait);
  }
}
