// The search page: what is typed and chosen becomes a state, and the state is shown.

import { Store, search } from "./find.js";
import { Facets, Results, fill, left, masks } from "./view.js";

// How long to wait for a key, in ms.
const PAUSE = 120;

const at = (id) => document.getElementById(`cb-${id}`);
const [form, input, sort, status, empty] = ["search", "q", "sort", "status", "empty"].map(at);
const texts = JSON.parse(at("texts").textContent);
const store = new Store(form.dataset.index);
const results = new Results(at("results"), at("more"), store, texts, announce);
const facets = new Facets(at("facets"), at("chips"), store, texts, choose);

let running = new AbortController();
let timer = 0;
let waiting = 0;
let searched = false;
let ready = null;

function read() {
  const params = new URLSearchParams(location.search);
  const chosen = new Map();
  for (const key of new Set(params.keys())) if (key !== "q" && key !== "sort") chosen.set(key, params.getAll(key));
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
  empty.hidden = !searched || total > 0;
  say(!searched ? "" : total ? fill(exact ? texts.search_found : texts.search_about, { n: total }) : texts.search_none);
}

async function ordered(numbers, order) {
  if (order === "date") return numbers.sort((a, b) => a - b);
  if (order !== "title") return numbers;
  const { starts, places } = await store.facet("title");
  return numbers.sort((a, b) => places[starts[a]] - places[starts[b]]);
}

async function show() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const state = read();
  if (document.activeElement !== input) input.value = state.q;
  sort.value = state.sort;
  clearTimeout(waiting);
  waiting = setTimeout(() => { status.textContent = texts.search_waiting; }, 400);
  try {
    const begun = ready ? store.spent : 24_000;
    ready ??= Promise.all([facets.open(), /^zh-(Hant|TW|HK|MO)/i.test(document.documentElement.lang) && store.learn()]);
    const [found] = await Promise.all([search(store, state.q), ready]);
    for (const key of state.chosen.keys()) if (!facets.groups.has(key)) state.chosen.delete(key);
    const { cases } = await store.manifest();
    const numbers = found.numbers ?? [...Array(cases).keys()];
    const chosen = await masks(store, state.chosen);
    const own = await ordered(left(numbers, chosen), state.sort);
    if (signal.aborted) return;
    searched = found.numbers !== null || state.chosen.size > 0;
    await results.show({ ...found, numbers: searched ? own : [], begun }, signal);
    // Painted first.
    await new Promise((go) => setTimeout(go));
    if (signal.aborted) return;
    await facets.update({ ...state, numbers, masks: chosen, searched });
    const { n, y } = history.state ?? {};
    if (n > results.shown) await results.add(false, n - results.shown);
    if (y) scrollTo(0, y);
  } catch (error) {
    if (!signal.aborted) say(texts.search_failed);
    ready = null;
  }
}

function go(change, push) {
  clearTimeout(timer);
  write({ ...read(), ...change }, push);
  show();
}

function choose(key, ids) {
  const chosen = key === null ? new Map() : new Map(read().chosen).set(key, ids);
  go({ chosen }, true);
}

// What an input method still composes is nobody's query.
let composing = false;
const typed = () => {
  clearTimeout(timer);
  timer = setTimeout(() => go({ q: input.value.trim() }), PAUSE);
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
  if (!composing) go({ q: input.value.trim() }, input.value.trim() !== read().q);
});
sort.addEventListener("change", () => go({ sort: sort.value }, true));
// Whoever comes back finds what they left.
addEventListener("pagehide", () => history.replaceState({ n: results.shown, y: scrollY }, ""));
addEventListener("popstate", () => {
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
  if (key === "/" && !target.closest("input,select,textarea")) input.focus();
  else if (key === "ArrowDown" && (target === input || inResults)) step(1);
  else if (key === "ArrowUp" && inResults) step(-1);
  else if (key === "Escape" && inResults) input.focus();
  else if (key === "Escape" && target === input && input.value) {
    input.value = "";
    go({ q: "" }, true);
  } else return;
  event.preventDefault();
});

input.value = read().q;
if (read().q === "" && !("ontouchstart" in window)) input.focus();
show();
