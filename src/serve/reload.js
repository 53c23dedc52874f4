// The preview's own script: pages of `casebook build` have none of this.
// It tells the server which page this is, and is told when the page is out of date and what is wrong.

const own = new URL(import.meta.url);
const here = { path: own.searchParams.get("path"), page: own.searchParams.get("page"), build: own.searchParams.get("build") };
const SCROLL = "casebook-preview-scroll";
const CLOSED = "casebook-preview-closed";

// ---- following changes

let source = null;
let wait = 250;

function connect() {
  if (source || document.visibilityState === "hidden") return;
  source = new EventSource(`/__casebook/events?${new URLSearchParams(here).toString().replaceAll("+", "%20")}`);
  source.addEventListener("open", () => { wait = 250; });
  source.addEventListener("reload", reload);
  source.addEventListener("css", (event) => restyle(JSON.parse(event.data)));
  source.addEventListener("diagnostics", (event) => show(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    // The browser would ask with what this page was at first; by now it may be another.
    disconnect();
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 4000);
  });
}

// A browser has six connections for all its tabs here: those that nobody sees give theirs back.
function disconnect() {
  source?.close();
  source = null;
}

function reload() {
  remember(SCROLL, JSON.stringify([location.href, scrollX, scrollY]));
  disconnect();
  location.reload();
}

function restyle({ page, build }) {
  Object.assign(here, { page, build });
  for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("v", build);
    const fresh = link.cloneNode();
    // The old one goes when the new one is there, so that the page is never bare.
    fresh.addEventListener("load", () => link.remove(), { once: true });
    fresh.addEventListener("error", () => fresh.remove(), { once: true });
    fresh.href = url;
    link.after(fresh);
  }
}

function restoreScroll() {
  const [href, x, y] = JSON.parse(recall(SCROLL) ?? "[]");
  forget(SCROLL);
  if (href !== location.href) return;
  const scroll = () => scrollTo({ left: x, top: y, behavior: "instant" });
  scroll();
  if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
}

// Storage may be forbidden; then what it would hold is forgotten.
function remember(key, value) { try { sessionStorage.setItem(key, value); } catch { /* forgotten */ } }
function recall(key) { try { return sessionStorage.getItem(key); } catch { return null; } }
function forget(key) { try { sessionStorage.removeItem(key); } catch { /* was not there */ } }

// ---- what is wrong

const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: flex; justify-content: flex-end; pointer-events: none; }
* { box-sizing: border-box; }
section, button { pointer-events: auto; font: 14px/1.5 system-ui, sans-serif; color: #f5f5f4; background: #26221f; border: 0; }
section { flex: 1; max-height: 60vh; overflow: auto; padding: 12px 16px 16px; border-top: 4px solid var(--level); box-shadow: 0 -8px 32px rgb(0 0 0 / .35); }
header { display: flex; gap: 12px; align-items: baseline; }
h2 { flex: 1; margin: 0; font: inherit; font-weight: 600; }
p { margin: 4px 0 0; color: #d6d3d1; }
pre { margin: 12px 0 0; padding: 10px 12px; overflow-x: auto; background: #1a1715; border-left: 3px solid var(--level); font: 13px/1.45 ui-monospace, "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace; white-space: pre; }
button { padding: 4px 12px; border-radius: 4px; cursor: pointer; border: 1px solid #57534e; }
button:focus-visible { outline: 2px solid #fbbf24; outline-offset: 2px; }
.badge { margin: 12px; border: 2px solid var(--level); border-radius: 999px; font-weight: 600; }
.error { --level: #f87171; } .warning { --level: #fbbf24; } .hint { --level: #a8a29e; }
[hidden] { display: none; }
@media print { :host { display: none; } }`;

const host = document.createElement("casebook-preview");
const root = host.attachShadow({ mode: "closed" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function show(findings) {
  if (!findings.items.length) {
    host.remove();
    forget(CLOSED);
    return;
  }
  const level = findings.errors ? "error" : "warning";
  const close = element("button", { type: "button", textContent: findings.close });
  const badge = element("button", { type: "button", className: `badge ${level}`, textContent: findings.count });
  const head = element("header", {}, element("h2", { textContent: findings.count }), close);
  const notes = [findings.note, findings.more].filter(Boolean).map((textContent) => element("p", { textContent }));
  const items = findings.items.map(({ severity, text }) => element("pre", { className: severity, textContent: text, tabIndex: 0 }));
  const panel = element("section", { className: level, lang: findings.language }, head, ...notes, ...items);
  panel.setAttribute("aria-label", findings.count);
  panel.setAttribute("aria-live", "polite");
  const toggle = (isOpen) => {
    panel.hidden = !isOpen;
    badge.hidden = isOpen;
  };
  close.addEventListener("click", () => { toggle(false); remember(CLOSED, findings.id); badge.focus(); });
  badge.addEventListener("click", () => { toggle(true); forget(CLOSED); close.focus(); });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close.click(); });
  // Warnings do not cover the page until they are asked for.
  toggle(findings.errors > 0 && recall(CLOSED) !== findings.id);
  root.replaceChildren(panel, badge);
  document.documentElement.append(host);
}

document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
restoreScroll();
connect();
