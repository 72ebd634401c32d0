// Runs in each page before everything else, and writes down when what happened. Times are milliseconds since navigation.
(() => {
  const probe = { cls: 0, lcp: 0, long: [], wasm: 0 };
  Object.defineProperty(window, "probe", { value: probe });

  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe("largest-contentful-paint", (entry) => (probe.lcp = entry.startTime));
  observe("layout-shift", (entry) => (probe.cls += entry.value));
  observe("longtask", (entry) => probe.long.push([entry.startTime, entry.duration]));

  // What a module's memory weighs is not in the JavaScript heap.
  const memories = new Set();
  const keep = (result) => {
    for (const value of Object.values((result.instance ?? result).exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
    return result;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = (...given) => real.apply(WebAssembly, given).then(keep);
  }
  probe.wasmBytes = () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

  // The page, and the open shadow roots of elements in it: only ours has one. Little work, for it is done in each frame.
  const roots = () => [document, ...Array.from(document.querySelectorAll("lead-form"), (host) => host.shadowRoot).filter(Boolean)];
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  probe.all = all;
  const TEXT = "input:not([type=hidden], [type=radio], [type=checkbox], [tabindex='-1'])";
  const inSight = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().height > 8;
  probe.input = () => all(TEXT).find(inSight);
  probe.button = () => all("button[type=submit], button[name='data[submit]'], input[type=submit], .sd-navigation__complete-btn").find(inSight);

  // After the next frame is on the screen.
  const painted = () =>
    new Promise((resolve) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(0);
    }));
  probe.painted = painted;

  // A form is there with its first input and its button.
  probe.visible = new Promise((resolve) => {
    const look = () => {
      if (document.body && probe.input() && probe.button()) painted().then(resolve);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  // Nothing has changed for `quiet` ms: when the last change was painted. Shadow roots are looked into.
  probe.settled = (quiet = 150) =>
    new Promise((resolve) => {
      let last = performance.now();
      const changed = () => painted().then((time) => (last = Math.max(last, time)));
      const observer = new MutationObserver(changed);
      const options = { subtree: true, childList: true, characterData: true, attributes: true };
      for (const root of roots()) observer.observe(root, options);
      const look = () => {
        if (performance.now() - last < quiet) return setTimeout(look, 10);
        observer.disconnect();
        resolve(last);
      };
      setTimeout(look, quiet);
    });

  const FRAME = 1000 / 60;
  const type = (text) => document.execCommand("insertText", false, text);

  // Types a digit of a counter as soon as there is an input, and again every 25 ms: the first one that is still there in
  // the end came when typing was safe.
  probe.typing = async (forMs) => {
    const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789αβγδεζηθικλμνξοπρστυφχψω";
    const times = [];
    await probe.visible;
    const end = performance.now() + forMs;
    while (performance.now() < end && times.length < alphabet.length) {
      const input = probe.input();
      if (input) {
        if (input.getRootNode().activeElement !== input) input.focus();
        const at = performance.now();
        type(alphabet[times.length]);
        times.push(at);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await probe.settled(300);
    const value = probe.input().value;
    // The survivors are the end of what was typed, without a gap.
    let first = times.length;
    while (first > 0 && value.includes(alphabet[first - 1])) first -= 1;
    return { at: times[first] ?? null, typed: times.length, kept: value.length };
  };

  // The browser's own bubbles are no sign of a form's validation. The event stays within a shadow root.
  const silence = () => roots().forEach((root) => root.addEventListener("invalid", (event) => event.preventDefault(), true));

  // Presses the button until something is said about it.
  probe.live = async (forMs) => {
    addEventListener("submit", (event) => event.preventDefault());
    await probe.visible;
    silence();
    const complaints = () => all("[aria-invalid=true], .error, .lf-error, .formkit-message, .sd-error, .sd-element__erbox, .formio-errors, .is-invalid, .error-detail, .validation_error")
      .filter((element) => element.getAttribute("aria-invalid") === "true" || element.textContent.trim() !== "").length;
    const end = performance.now() + forMs;
    while (performance.now() < end) {
      probe.button()?.click();
      await painted();
      if (complaints() > 0) return performance.now();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return null;
  };

  // One key after another, each to the frame that shows it. How long that is depends on when in a frame the key comes: they
  // are spread evenly, whatever a form makes of the one before.
  probe.keys = async (count) => {
    const input = probe.input();
    input.focus();
    const times = [];
    for (let index = 0; index < count; index += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await new Promise(requestAnimationFrame);
      const from = performance.now() + ((index * 0.618) % 1) * FRAME;
      while (performance.now() < from) await new Promise((resolve) => setTimeout(resolve));
      const begin = performance.now();
      type("a");
      times.push((await painted()) - begin);
    }
    return times;
  };

  // A press on the button of an empty form, until the last complaint is painted.
  probe.empty = async () => {
    silence();
    const settled = probe.settled(400);
    const begin = performance.now();
    probe.button().click();
    return (await settled) - begin;
  };

  probe.many = async (count) => {
    const place = document.createElement("div");
    document.body.append(place);
    const each = all(TEXT).length;
    const begin = performance.now();
    for (let index = 0; index < count; index += 1) {
      const one = document.createElement("div");
      place.append(one);
      window.mountForm(one);
    }
    while (all(TEXT).length < (count + 1) * each) await painted();
    const time = (await painted()) - begin;
    place.remove();
    return time;
  };

  probe.mounts = async (count) => {
    for (let index = 0; index < count; index += 1) {
      const one = document.createElement("div");
      document.body.append(one);
      const before = all(TEXT).length;
      const unmount = window.mountForm(one);
      while (all(TEXT).length <= before) await new Promise((resolve) => setTimeout(resolve));
      await unmount();
      one.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
})();
