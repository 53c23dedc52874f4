// The search page: what is typed and chosen becomes a state, and the state is shown.

import { Store, rehearse, search } from "./find.js";
import { Facets, Results, fill, left, make, masks } from "./view.js";

// How long to wait for a key, in ms.
const PAUSE = 120;

const at = (id) => document.getElementById(`cb-${id}`);
const [form, input, sort, status, empty, tries, panel] = ["search", "q", "sort", "status", "empty", "tries", "facets"].map(at);
const texts = JSON.parse(at("texts").textContent);
const results = new Results(at("results"), at("more"), texts, announce, fail);
const facets = new Facets(panel, at("chips"), texts, choose, lost);

let store = new Store(form.dataset.index);
let running = new AbortController();
let timer = 0;
let waiting = 0;
let searched = false;
let ready = null;
let partly = false;
// Whether going back is to lead to what is searched now.
let settled = true;

function read() {
  const params = new URLSearchParams(location.search);
  const chosen = new Map();
  for (const [key, id] of params) if (id && key !== "q" && key !== "sort") chosen.set(key, [...new Set(params.getAll(key))].filter(Boolean));
  return { q: params.get("q") ?? "", sort: params.get("sort") ?? "", chosen };
}

function write({ q, sort, chosen }, push) {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  if (sort) params.set("sort", sort);
  for (const [key, ids] of chosen) for (const id of ids) params.append(key, id);
  const address = params.size > 0 ? `?${params}` : location.pathname;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

function say(text) {
  clearTimeout(waiting);
  status.textContent = text;
}

function announce(total, exact) {
  facets.tell(exact);
  empty.hidden = !searched || total > 0;
  if (!partly) say(!searched ? "" : total ? fill(exact ? texts.search_found : texts.search_about, { n: total }) : texts.search_none);
}

/** Says that something could not be read. A site that was published since is read anew first. */
function fail(again) {
  const { old } = store;
  if (old) {
    store = new Store(form.dataset.index);
    ready = null;
  }
  if (old && again !== true) show(true);
  else say(texts.search_failed);
}

/** Says that filters could not be read. The results stay, and do not talk over it. */
function lost() {
  partly = true;
  fail();
}

/** Suggests to do without a part of what finds nothing. */
function suggest({ chosen }, words, count) {
  const own = words.length > 1 ? words.filter((word) => word.count) : [];
  const all = own.map(({ raw }) => make("a", { class: "chip", href: `?${new URLSearchParams({ q: raw })}` }, raw));
  if (chosen.size && count) all.unshift(make("button", { type: "button", class: "chip", onclick: () => choose(null) }, texts.search_unfiltered));
  if (tries.contains(document.activeElement)) panel.querySelector("summary")?.focus();
  tries.replaceChildren(...all.map((own) => make("li", {}, own)));
}

async function ordered(numbers, order) {
  if (order === "date") return numbers.sort((a, b) => a - b);
  if (order !== "title") return numbers;
  const { starts, places } = await store.facet("title");
  return numbers.sort((a, b) => places[starts[a]] - places[starts[b]]);
}

async function show(again) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const state = read();
  if (document.activeElement !== input) input.value = state.q;
  sort.value = state.sort;
  if (!sort.value) sort.value = state.sort = "";
  clearTimeout(waiting);
  partly = false;
  waiting = setTimeout(() => { status.textContent = texts.search_waiting; }, 800);
  try {
    const begun = ready ? store.spent : 24_000;
    ready ??= Promise.all([facets.open(store), /^zh-(Hant|TW|HK|MO)/i.test(document.documentElement.lang) && store.learn()]);
    const [found] = await Promise.all([search(store, state.q), ready]);
    for (const key of state.chosen.keys()) if (!facets.groups.has(key)) state.chosen.delete(key);
    const { cases } = await store.manifest();
    const numbers = found.numbers ?? [...Array(cases).keys()];
    const chosen = await masks(store, state.chosen);
    const own = await ordered(left(numbers, chosen), state.sort);
    if (signal.aborted) return;
    searched = found.numbers !== null || state.chosen.size > 0;
    suggest(state, found.words, numbers.length);
    const all = { ...state, store, exact: found.exact, numbers, masks: chosen, searched };
    const drop = (number) => {
      all.numbers = all.numbers.filter((own) => own !== number);
      facets.update(all).catch(() => signal.aborted || lost());
    };
    await results.show(store, { ...found, numbers: searched ? own : [], begun, drop }, signal);
    // Painted first.
    await new Promise((go) => setTimeout(go));
    if (signal.aborted) return;
    await facets.update(all).catch(() => signal.aborted || lost());
    if (signal.aborted) return;
    const { n, place } = history.state ?? {};
    if (n > results.shown) await results.add(false, n - results.shown);
    if (!signal.aborted) results.hold(place);
  } catch {
    if (signal.aborted) return;
    running.abort();
    results.clear();
    ready = null;
    fail(again);
  }
}

function go(change, push) {
  clearTimeout(timer);
  write({ ...read(), ...change }, push);
  show();
}

function choose(key, ids) {
  settled = true;
  const chosen = key === null ? new Map() : new Map(read().chosen).set(key, ids);
  go({ chosen }, true);
}

// What an input method still composes is nobody's query.
let composing = false;
const typed = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const push = settled && read().q;
    settled = false;
    go({ q: input.value.trim() }, push);
  }, PAUSE);
};
input.addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(timer);
});
input.addEventListener("compositionend", () => {
  composing = false;
  typed();
});
input.addEventListener("input", (event) => {
  if (!composing && !event.isComposing) typed();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (composing) return;
  settled = true;
  go({ q: input.value.trim() }, input.value.trim() !== read().q);
});
sort.addEventListener("change", () => go({ sort: sort.value }, true));
// Whoever comes back finds what they left.
addEventListener("pagehide", () => {
  settled = true;
  history.replaceState({ n: results.shown, place: scrollY && results.place() }, "");
});
addEventListener("popstate", () => {
  settled = true;
  input.value = read().q;
  show();
});

function step(by) {
  const links = [...at("results").querySelectorAll("h3 a")];
  const place = links.indexOf(document.activeElement) + by;
  (place < 0 ? input : links[Math.min(place, links.length - 1)])?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || composing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  const inResults = target.closest("#cb-results");
  if (key === "/" && target !== input) input.focus();
  else if (key === "ArrowDown" && (target === input || inResults)) step(1);
  else if (key === "ArrowUp" && inResults) step(-1);
  else if (key === "Escape" && inResults) input.focus();
  else if (key === "Escape" && target === input && input.value) {
    input.value = "";
    go({ q: "" }, true);
  } else return;
  event.preventDefault();
});

at("lost").remove();
// What was typed while the scripts were on their way counts.
const early = input.value.trim();
if (early && early !== read().q) go({ q: early });
else {
  input.value = read().q;
  if (!input.value && !("ontouchstart" in window)) input.focus();
  show();
}
// What was never run is slow, and while the index is on its way nobody waits.
rehearse();
results.rehearse(at("hint").textContent);
