/**
 * Open a kernel's websocket from inside a page, send messages over it, and give all message types and comm ids
 * that came back until the kernel answered a last harmless question; ["refused"] when it did not open.
 */
([kernel, messages, binary]) =>
  new Promise((done) => {
    const address = `ws://${location.host}/api/kernels/${kernel}/channels?session_id=attack`;
    const socket = new WebSocket(address, binary ? ["v1.kernel.websocket.jupyter.org"] : []);
    socket.binaryType = "arraybuffer";
    const heard = [];
    const header = (type) => ({
      msg_id: Math.random().toString(36),
      msg_type: type,
      session: "attack",
      username: "",
      date: new Date().toISOString(),
      version: "5.3",
    });
    const plain = ([channel, type, content]) =>
      JSON.stringify({ channel, header: header(type), parent_header: {}, metadata: {}, content, buffers: [] });
    const packed = ([channel, type, content]) => {
      const parts = [channel, JSON.stringify(header(type)), "{}", "{}", JSON.stringify(content)];
      const bytes = parts.map((part) => new TextEncoder().encode(part));
      const count = bytes.length + 1;
      const offsets = [8 * (count + 1)];
      for (const part of bytes) offsets.push(offsets.at(-1) + part.length);
      const whole = new Uint8Array(offsets.at(-1));
      const view = new DataView(whole.buffer);
      view.setBigUint64(0, BigInt(count), true);
      offsets.forEach((offset, n) => view.setBigUint64(8 * (n + 1), BigInt(offset), true));
      bytes.forEach((part, n) => whole.set(part, offsets[n]));
      return whole;
    };
    const write = binary ? packed : plain;
    socket.onopen = () => {
      for (const message of messages) socket.send(write(message));
      socket.send(write(["shell", "kernel_info_request", {}]));
    };
    socket.onmessage = (event) => {
      const text = typeof event.data === "string" ? event.data : new TextDecoder().decode(event.data);
      heard.push(...[...text.matchAll(/"(?:msg_type|comm_id)": ?"([\w-]+)"/g)].map((found) => found[1]));
      if (!heard.includes("kernel_info_reply")) return;
      socket.close();
      done(heard);
    };
    socket.onerror = () => done(["refused"]);
  });
