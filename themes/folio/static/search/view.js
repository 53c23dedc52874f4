// What the page shows: the results, each with a few words around what was found, and the facets. Text never becomes markup.
//# allFunctionsCalledOnLoad

import { refold } from "./find.js";
import { find, foldWith, isMixed } from "./text.js";

/** Makes an element with attributes, listeners and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

const BEFORE = 24;
const AFTER = 72;

/** Readers look through a plus that they did not type. */
function ranges(text, words) {
  if (words.every((word) => !word.folded.includes("+"))) text = text.replace(/[+＋]/g, " ");
  const { folded, origin, ends } = foldWith(text, words[0]?.signs);
  const all = [];
  for (const { folded: word } of words) {
    for (let at = find(folded, word); at >= 0; at = find(folded, word, at + word.length)) {
      all.push([origin[at], ends[at + word.length - 1]]);
    }
  }
  all.sort((a, b) => a[0] - b[0]);
  return all.filter(([from], place) => place === 0 || from >= all[place - 1][1]);
}

/** What parts texts that have nothing to do with one another. */
const END = "\u2029";

/** Tells whether a word stands in one of the lines of `text`. */
export const holds = (text, word) => text.split(END).some((line) => ranges(line, [word]).length > 0);

function mark(element, text, words) {
  element.replaceChildren();
  let done = 0;
  for (const [from, to] of ranges(text, words)) {
    element.append(text.slice(done, from), make("mark", {}, text.slice(from, to)));
    done = to;
  }
  element.append(text.slice(done));
}

function cut(text, words) {
  const first = ranges(text, words)[0];
  if (!first) return null;
  const from = Math.max(0, first[0] - BEFORE);
  const part = text.slice(from, first[0] + AFTER).replace(/\s+/gu, " ").trim();
  return `${from > 0 ? "…" : ""}${part}${first[0] + AFTER < text.length ? "…" : ""}`;
}

/** As in plain.rs. */
const INLINE = "a,abbr,acronym,b,bdi,bdo,big,cite,code,data,del,dfn,em,font,i,img,ins,kbd,label,mark,q,ruby,s,samp,small,.prose span,strike,strong,sub,sup,time,tt,u,var,wbr";

export async function pageText(href, signal) {
  const response = await fetch(href, { signal });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = page.querySelector("main") ?? page.body;
  for (const element of main.querySelectorAll("nav:not(.prose *),.ref:not(.prose *),.related:not(.prose *),sup[class=footnote],a[class=back],script,style")) element.remove();
  for (const element of main.querySelectorAll("br")) element.replaceWith(" ");
  main.append(...main.querySelectorAll("rp,rt"));
  for (const element of main.querySelectorAll(`:not(${INLINE})`)) element.replaceWith(END, element, END);
  // Only a block ends a line.
  return main.textContent.replaceAll("\n", " ");
}

const PAGE = 10;
const LEAST = 5;
// Each is a file, and a browser takes its time for each.
const FIRST = 2;
const REST = 6_500;
const BUDGET = 28_000;
const TABLE = 13_500;

/** So few are all looked up in their pages. */
const FEW = 3;

export const shown = (card) => [card.title, card.summary, card.region.join(""), card.region.join("·"), card.model, ...card.topics, ...card.hidden].join("\u2029");

/** Tells whether a page with this text holds the parts of a word, but apart. */
export const isApart = (text, words) => words.some((word) => !holds(text, word));

const topOf = (item) => item.getBoundingClientRect().top;

export class Results {
  constructor(list, more, texts, announce, fail) {
    Object.assign(this, { list, more, texts, announce, fail, cost: 8_000 });
    this.seen = new IntersectionObserver((entries) => this.look(entries), { rootMargin: "100%" });
    more.addEventListener("click", () => this.add(true));
    for (const moved of ["wheel", "pointerdown", "keydown"]) addEventListener(moved, () => this.hold(), { passive: true });
  }

  /** Which result is the first that is seen whole, and how far from the top of the window it stands. */
  place() {
    const tops = Array.from(this.list.children, topOf);
    const n = tops.findIndex((top) => top >= 0);
    return [n, tops[n]];
  }

  /** Keeps a result where it stood while texts arrive, until someone moves. */
  hold(place) {
    this.held = place;
    const own = this.list.children[place?.[0]];
    if (own) scrollBy(0, topOf(own) - place[1]);
  }

  /** Shows the first results. `drop` is told those that turn out to be none. */
  async show(store, { numbers, words, exact, begun, drop }, signal) {
    this.seen.disconnect();
    const total = numbers.length;
    const work = Promise.resolve();
    // `open`: those not looked up.
    Object.assign(this, { store, numbers, total, open: exact ? 0 : total, words, begun, drop, signal, shown: 0, work, adding: work, moved: false });
    const first = this.items(0, 1).then((items) => {
      if (!signal.aborted) this.list.replaceChildren(...items);
      return items;
    });
    const items = (await Promise.all([first, this.items(1, FIRST)])).flat();
    if (signal.aborted) return;
    this.list.append(...items.slice(1));
    this.after(items);
    const rest = total > FIRST && this.add(false, LEAST - FIRST);
    if (total > LEAST) this.work = rest.then(() => this.room(REST, signal)).then(() => this.add(false, PAGE - LEAST));
    await rest;
  }

  /** Makes a result that nobody sees. */
  rehearse(text) {
    this.words = [{ folded: ["\0"], otherwise: [] }];
    for (let n = 0; n < 4; n += 1) this.item({ title: text, summary: text, region: [text], model: text, date: text, topics: [], hidden: [] });
  }

  items(from, to) {
    return Promise.all(this.numbers.slice(from, to).map(async (number) => this.item(await this.store.card(number))));
  }

  item(card) {
    const marked = (tag, attributes, text) => {
      const element = make(tag, attributes);
      mark(element, text, this.words);
      return element;
    };
    const title = marked("a", { href: card.href }, card.title);
    const summary = marked("p", { class: "summary" }, card.summary);
    const meta = make("p", { class: "meta" }, ...[card.model, card.date, ...card.topics].filter(Boolean).map((text) => marked("span", {}, text)));
    const path = marked("p", { class: "path" }, card.region.join(" · "));
    const draft = card.draft ? [make("span", { class: "draft" }, this.texts.draft), " "] : [];
    const item = make("li", { "data-case": card.id }, path, make("h3", {}, ...draft, title), summary, meta);
    item.number = card.number;
    item.wanting = this.words.filter((word) => !word.otherwise[card.number] && !holds(shown(card), word));
    item.href = title.href;
    return item;
  }

  clear() {
    this.list.replaceChildren();
    this.list.dataset.total = 0;
    this.more.hidden = true;
  }

  /** Adds results after all those that are being added. */
  add(focus, count = PAGE) {
    const { signal } = this;
    this.adding = this.adding.then(async () => {
      const items = await this.items(this.shown, this.shown + count);
      if (signal.aborted) return;
      this.list.append(...items);
      this.after(items);
      if (focus) items[0]?.querySelector("a").focus();
    }).catch(() => signal.aborted || this.fail());
    return this.adding;
  }

  after(items) {
    this.shown += items.length;
    this.more.hidden = this.shown >= this.numbers.length;
    for (const item of items) {
      if (item.wanting.length > 0) this.seen.observe(item);
      else this.open -= 1;
    }
    this.tell();
  }

  tell() {
    const exact = this.open < 1;
    Object.assign(this.list.dataset, { total: this.total, exact });
    this.announce(this.total, exact);
  }

  /** Reads the pages of the results that can be seen, one after the other. */
  look(entries) {
    const { signal } = this;
    for (const { target } of entries.filter((own) => own.isIntersecting)) {
      this.seen.unobserve(target);
      this.work = this.work.then(() => this.snippet(target, signal)).catch(() => {});
    }
  }

  /** Waits for room for so many bytes, or until someone looks further. */
  async room(bytes, signal) {
    if (this.moved || this.store.spent - this.begun + bytes <= BUDGET) return;
    await new Promise((go) => {
      addEventListener("scroll", go, { once: true, signal });
      this.list.addEventListener("focusin", go, { once: true, signal });
    });
    this.moved = true;
  }

  async snippet(item, signal) {
    if (this.numbers.length > FEW) await this.room(this.cost, signal);
    const text = await pageText(item.href, signal);
    const own = performance.getEntriesByName(item.href).at(-1);
    this.cost = own?.encodedBodySize || text.length * 4;
    this.store.spent += this.cost;
    let apart = isApart(text, item.wanting);
    if (apart && isMixed(text)) {
      // Nothing is taken away because of a Traditional character; their table is no small file.
      await this.room(TABLE, signal);
      await this.store.learn();
      signal.throwIfAborted();
      refold(this.words);
      apart = isApart(text, item.wanting);
    }
    const words = cut(text, item.wanting);
    if (words) {
      const summary = item.querySelector(".summary");
      mark(summary, words, this.words);
      summary.classList.add("snippet");
    }
    if (apart) {
      if (item.contains(document.activeElement)) return;
      item.remove();
      this.total -= 1;
      this.drop(item.number);
      this.add(false, 1);
    }
    this.hold(this.held);
    this.open -= 1;
    this.tell();
  }
}

function within(values, id) {
  const places = new Set();
  values.forEach((value, place) => {
    for (let own = place; own != null; own = values[own].above) if (values[own].id === id) places.add(place);
  });
  return places;
}

/** Regions below the topmost stand in a column of their own. */
async function column(store, key, ids) {
  const facet = await store.facet(key);
  if (key !== "region" || ids.every((id) => facet.values.some((value) => value.id === id))) return facet;
  return store.facet("place");
}

async function mask(store, key, ids) {
  const { values, starts, places } = await column(store, key, ids);
  const wanted = new Set(ids.flatMap((id) => [...within(values, id)]));
  return Uint8Array.from({ length: starts.length - 1 }, (_, number) => places.subarray(starts[number], starts[number + 1]).some((place) => wanted.has(place)));
}

export async function masks(store, chosen) {
  const all = [...chosen].filter(([, ids]) => ids.length > 0);
  return new Map(await Promise.all(all.map(async ([key, ids]) => [key, await mask(store, key, ids)])));
}

export function left(numbers, masks, except = "") {
  const own = [...masks].filter(([key]) => key !== except).map(([, mask]) => mask);
  return own.length > 0 ? numbers.filter((number) => own.every((mask) => mask[number] === 1)) : numbers.slice();
}

/** Returns the values, with how many of the cases have each or one below it. */
function counts({ values, starts, places }, numbers) {
  const count = new Uint32Array(values.length);
  const met = new Int32Array(values.length).fill(-1);
  for (const number of numbers) {
    for (const place of places.subarray(starts[number], starts[number + 1])) {
      for (let own = place; own != null && met[own] !== number; own = values[own]?.above) {
        met[own] = number;
        count[own] += 1;
      }
    }
  }
  return values.map((value, place) => ({ ...value, place, count: count[place] }));
}

const SHOWN = 12;

const nameOf = (element) => element.value || element.ariaLabel || element.textContent;

export class Facets {
  constructor(panel, chips, texts, choose, fail) {
    Object.assign(this, { panel, chips, texts, choose, fail });
    this.groups = new Map();
    this.branches = new Set();
    this.rest = new DocumentFragment();
  }

  async open(store) {
    const { facets } = await store.manifest();
    for (const [key, { group }] of this.groups) {
      if (facets.some(([own]) => own === key)) continue;
      group.remove();
      this.groups.delete(key);
    }
    for (const [key, label] of facets.filter(([key]) => key !== "place" && key !== "title" && !this.groups.has(key))) {
      const list = make("ul", { class: "facet-values" });
      const group = make("details", { class: "facet", "data-facet": key, ontoggle: () => group.open && this.show(key).catch(this.fail) }, make("summary", {}, label), list);
      this.groups.set(key, { group, list, label, all: false });
      this.rest.append(group);
    }
  }

  /** Says which counts may be too high: those of cases that were not looked up. */
  tell(exact = this.exact) {
    this.exact = exact;
    for (const [key, { group }] of this.groups) group.dataset.exact = this.state?.exact || (exact && !this.state?.chosen.get(key));
  }

  async update(state) {
    this.state = state;
    this.tell();
    this.panel.append(this.rest);
    if (state.searched && !this.started) {
      // Open at first where there is room.
      this.started = true;
      for (const [key, { group }] of this.groups) if (["region", "year"].includes(key)) group.open = matchMedia("(min-width: 60rem)").matches;
    }
    await Promise.all([...this.groups.keys()].map((key) => this.groups.get(key).group.open && this.show(key)));
    await this.showChips();
  }

  async show(key) {
    const { state } = this;
    if (!state) return;
    const own = this.groups.get(key);
    const facet = await state.store.facet(key);
    if (this.state !== state) return;
    const chosen = state.chosen.get(key) ?? [];
    const rows = counts(facet, left(state.numbers, state.masks, key)).filter((row) => row.count > 0 || chosen.includes(row.id));
    rows.sort(key === "year" ? (a, b) => (a.id < b.id ? 1 : -1) : (a, b) => b.count - a.count);
    const items = rows.slice(0, own.all ? rows.length : SHOWN).map((row) => this.item(key, row, chosen));
    if (items.length < rows.length) {
      const expand = () => {
        own.all = true;
        this.show(key).catch(this.fail);
      };
      const more = make("button", { type: "button", class: "facet-more", value: rows[SHOWN].id, onclick: expand }, fill(this.texts.search_more, { n: rows.length - items.length }));
      items.push(make("li", {}, more));
    }
    this.replace(own.list, items);
  }

  item(key, row, chosen) {
    const box = make("input", { type: "checkbox", value: row.id, checked: chosen.includes(row.id), onchange: () => this.toggle(key, row.id) });
    const label = make("label", {}, box, make("span", {}, row.name), make("span", { class: "n" }, String(row.count)));
    if (key !== "region" || row.above != null) return make("li", {}, label);
    const below = make("ul");
    const toggle = () => {
      this.branches[branch.open ? "add" : "delete"](row.id);
      if (branch.open) this.showBelow(row.id, below).catch(this.fail);
    };
    const branch = make("details", { class: "branch", open: this.branches.has(row.id), ontoggle: toggle }, make("summary", { "aria-label": row.name }), below);
    return make("li", { class: "has-below" }, label, branch);
  }

  async showBelow(id, list) {
    const facet = await this.state.store.facet("place");
    const chosen = this.state.chosen.get("region") ?? [];
    const rows = counts(facet, left(this.state.numbers, this.state.masks, "region"));
    const branch = (above) => rows.filter((row) => row.above === above && row.count > 0).map((row) => {
      const item = this.item("region", { ...row, above }, chosen);
      const inner = branch(row.place);
      if (inner.length > 0) item.append(make("ul", {}, ...inner));
      return item;
    });
    this.replace(list, branch(rows.findIndex((row) => row.id === id)));
  }

  /** Makes a list anew. What had the focus, or stands for it now, has it again; what is below a region comes later. */
  replace(list, items) {
    const focus = document.activeElement;
    if (list.contains(focus)) this.had = { list, name: nameOf(focus) };
    else if (focus !== document.body) this.had = null;
    list.replaceChildren(...items);
    if (!this.had || document.activeElement !== document.body) return;
    const own = [...this.had.list.querySelectorAll("input,button,summary")].find((own) => nameOf(own) === this.had.name);
    if (own) this.had = own.focus({ preventScroll: true });
  }

  toggle(key, id) {
    const chosen = this.state.chosen.get(key) ?? [];
    this.choose(key, chosen.includes(id) ? chosen.filter((own) => own !== id) : [...chosen, id]);
  }

  async showChips() {
    const { state, texts } = this;
    const chips = await Promise.all([...state.chosen].flatMap(([key, ids]) => ids.map(async (id) => {
      const { values } = await column(state.store, key, [id]);
      const name = `${this.groups.get(key).label}: ${values.find((value) => value.id === id)?.name ?? id}`;
      return make("li", {}, make("button", { type: "button", class: "chip", "aria-label": fill(texts.search_remove, { name }), onclick: () => this.toggle(key, id) }, name, make("span", { "aria-hidden": "true" }, " ×")));
    })));
    if (this.state !== state) return;
    if (chips.length > 1) chips.push(make("li", {}, make("button", { type: "button", class: "chip", onclick: () => this.choose(null, []) }, texts.search_clear)));
    this.replace(this.chips, chips);
    if (this.had?.list === this.chips) this.had = (this.chips.querySelector("button") ?? this.panel.querySelector("summary")).focus();
  }
}
