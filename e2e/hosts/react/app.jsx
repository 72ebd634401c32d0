// A single-page app as React's users write one: pages that come and go by the browser's history, and forms among
// components that draw themselves again and again.

import { StrictMode, useCallback, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";

const PROXY = "/p/zalo-journey";
const PREFILLED = { phone: "0912345678" };

/** What `?page=` says, followed. */
function usePage() {
  const follow = (changed) => {
    addEventListener("popstate", changed);
    return () => removeEventListener("popstate", changed);
  };
  return useSyncExternalStore(follow, () => new URLSearchParams(location.search).get("page") ?? "home");
}

function Link({ to }) {
  const go = (event) => {
    event.preventDefault();
    history.pushState(null, "", `?page=${to}`);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  return <a id={`to-${to}`} href={`?page=${to}`} onClick={go}>{to}</a>;
}

function Plain() {
  return (
    <lead-form proxy={PROXY}>
      <a href="tel:02412345678">024 1234 5678</a>
    </lead-form>
  );
}

function Box() {
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <button id="toggle" onClick={() => setOpen(!isOpen)}>Toggle</button>
      {isOpen && <Plain />}
    </>
  );
}

/** Every event draws it again, each time with a new object that says the same. */
function Busy() {
  const [heard, setHeard] = useState([]);
  const hear = (event) => setHeard((before) => [...before, event.type]);
  const definition = {
    version: 1,
    target: "zalo-journey",
    fields: ["phone"],
    values: { oa_id: "1" },
    submit: "Go",
  };
  return (
    <>
      <lead-form
        proxy={PROXY}
        lang="en"
        definition={definition}
        values={PREFILLED}
        onleadform-ready={hear}
        onleadform-start={hear}
        onleadform-invalid={hear}
        onleadform-submit={hear}
        onleadform-success={hear}
      />
      <output id="heard">{heard.join(" ")}</output>
    </>
  );
}

/** What a page gets that loads its definition by itself: nothing at first. */
function Late() {
  const [definition, setDefinition] = useState(null);
  const load = () => setDefinition({ version: 1, target: "zalo-journey", fields: ["phone"], values: { oa_id: "1" } });
  return (
    <>
      <button id="load" onClick={load}>Load</button>
      <button id="unload" onClick={() => setDefinition(null)}>Unload</button>
      <lead-form proxy={PROXY} definition={definition} />
    </>
  );
}

/** React 18 knows attributes only: properties and listeners go through a ref. */
function ByRef() {
  const [receipts, setReceipts] = useState(0);
  const ref = useCallback((element) => {
    if (!element) return;
    const sent = () => setReceipts((count) => count + 1);
    element.values = PREFILLED;
    element.addEventListener("leadform-success", sent);
    return () => element.removeEventListener("leadform-success", sent);
  }, []);
  return (
    <>
      <lead-form ref={ref} proxy={PROXY} />
      <output id="heard">{receipts}</output>
    </>
  );
}

function List() {
  const [keys, setKeys] = useState(["a", "b", "c"]);
  return (
    <>
      <button id="turn" onClick={() => setKeys([...keys].reverse())}>Turn</button>
      <button id="drop" onClick={() => setKeys(keys.slice(1))}>Drop</button>
      {keys.map((key) => <lead-form key={key} id={key} proxy={PROXY} />)}
    </>
  );
}

const PAGES = { home: () => <h1>Home</h1>, plain: Plain, box: Box, busy: Busy, late: Late, ref: ByRef, list: List };

function App() {
  const Page = PAGES[usePage()];
  return (
    <>
      <nav>{Object.keys(PAGES).map((to) => <Link key={to} to={to} />)}</nav>
      <main><Page /></main>
    </>
  );
}

createRoot(document.querySelector("#app")).render(<StrictMode><App /></StrictMode>);
