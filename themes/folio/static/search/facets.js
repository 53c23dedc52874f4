// Facets: which cases the chosen values leave, and the panel of values with the number of cases of each.

import { fill, make } from "./dom.js";

function within(values, id) {
  const places = new Set();
  values.forEach((value, place) => {
    for (let own = place; own !== undefined && own !== null; own = values[own].above) {
      if (values[own].id === id) {
        places.add(place);
        break;
      }
    }
  });
  return places;
}

/** Regions below the topmost stand in a column of their own, which is read only when one is chosen. */
async function column(store, key, ids) {
  const facet = await store.facet(key);
  if (key !== "region" || ids.every((id) => facet.values.some((value) => value.id === id))) return facet;
  return store.facet("place");
}

async function mask(store, key, ids) {
  const { values, starts, places } = await column(store, key, ids);
  const wanted = new Set(ids.flatMap((id) => [...within(values, id)]));
  return Uint8Array.from({ length: starts.length - 1 }, (_, number) => {
    for (let at = starts[number]; at < starts[number + 1]; at += 1) if (wanted.has(places[at])) return 1;
    return 0;
  });
}

export async function masks(store, chosen) {
  const all = [...chosen].filter(([, ids]) => ids.length > 0);
  return new Map(await Promise.all(all.map(async ([key, ids]) => [key, await mask(store, key, ids)])));
}

export function left(numbers, masks, except = "") {
  const own = [...masks].filter(([key]) => key !== except).map(([, mask]) => mask);
  return own.length === 0 ? numbers : numbers.filter((number) => own.every((mask) => mask[number] === 1));
}

/** Returns how many of the cases have each value, those of the values below it included. */
export function counts({ values, starts, places }, numbers) {
  const count = new Uint32Array(values.length);
  for (const number of numbers) {
    const met = new Set();
    for (let at = starts[number]; at < starts[number + 1]; at += 1) {
      for (let own = places[at]; own !== undefined && own !== null; own = values[own]?.above) met.add(own);
    }
    for (const own of met) count[own] += 1;
  }
  return count;
}

export async function nameOf(store, key, id) {
  const { values } = await column(store, key, [id]);
  return values.find((value) => value.id === id)?.name ?? id;
}

const SHOWN = 12;

export class Facets {
  constructor(panel, chips, store, texts, choose) {
    Object.assign(this, { panel, chips, store, texts, choose });
    this.groups = new Map();
    this.opened = new Set();
  }

  async open() {
    const { facets } = await this.store.manifest();
    for (const [key, label] of facets.filter(([key]) => key !== "place" && key !== "title")) {
      const list = make("ul", { class: "facet-values" });
      const group = make("details", { class: "facet", "data-facet": key, ontoggle: () => group.open && this.show(key) }, make("summary", {}, label), list);
      this.groups.set(key, { group, list, label, all: false });
      this.panel.append(group);
    }
  }

  async update(state) {
    this.state = state;
    if (state.searched) for (const key of ["region", "year"]) if (!this.opened.has(key)) this.start(key);
    await Promise.all([...this.groups.keys()].map((key) => this.groups.get(key).group.open && this.show(key)));
    await this.showChips();
  }

  /** Opens a group the first time something was searched, on screens that have room for it. */
  start(key) {
    this.opened.add(key);
    if (matchMedia("(min-width: 60rem)").matches) this.groups.get(key).group.open = true;
  }

  async show(key) {
    const { state } = this;
    if (!state) return;
    const own = this.groups.get(key);
    const facet = await this.store.facet(key);
    if (this.state !== state) return;
    const numbers = left(state.numbers, state.masks, key);
    own.list.replaceChildren(...this.values(key, facet, numbers, null));
  }

  values(key, facet, numbers, above) {
    const own = this.groups.get(key);
    const chosen = this.state.chosen.get(key) ?? [];
    const count = counts(facet, numbers);
    const rows = facet.values.map((value, place) => ({ ...value, count: count[place] }));
    const shown = rows.filter((row) => (row.above ?? null) === above && (row.count > 0 || chosen.includes(row.id)));
    const by = key === "year" ? (a, b) => (a.id < b.id ? 1 : -1) : (a, b) => b.count - a.count;
    shown.sort(by);
    const items = shown.slice(0, own.all ? shown.length : SHOWN).map((row) => this.item(key, row, chosen));
    if (items.length < shown.length) {
      const more = make("button", { type: "button", class: "facet-more", onclick: () => this.expand(key) }, fill(this.texts.search_more, { n: shown.length - items.length }));
      items.push(make("li", {}, more));
    }
    return items;
  }

  item(key, row, chosen) {
    const box = make("input", { type: "checkbox", value: row.id, checked: chosen.includes(row.id), onchange: () => this.toggle(key, row.id) });
    const label = make("label", {}, box, make("span", {}, row.name), make("span", { class: "n" }, String(row.count)));
    if (key !== "region" || row.above !== undefined && row.above !== null) return make("li", {}, label);
    const below = make("ul");
    const branch = make("details", { class: "branch", ontoggle: () => branch.open && this.showBelow(row.id, below) }, make("summary", { "aria-label": row.name }), below);
    return make("li", { class: "has-below" }, label, branch);
  }

  async showBelow(id, list) {
    const facet = await this.store.facet("place");
    const chosen = this.state.chosen.get("region") ?? [];
    const count = counts(facet, left(this.state.numbers, this.state.masks, "region"));
    const rows = facet.values.map((value, place) => ({ ...value, place, count: count[place] }));
    const branch = (above) => rows.filter((row) => row.above === above && row.count > 0).map((row) => {
      const item = this.item("region", { ...row, above }, chosen);
      const inner = branch(row.place);
      if (inner.length > 0) item.append(make("ul", {}, ...inner));
      return item;
    });
    const top = rows.find((row) => row.id === id);
    list.replaceChildren(...(top ? branch(top.place) : []));
  }

  expand(key) {
    this.groups.get(key).all = true;
    this.show(key);
  }

  toggle(key, id) {
    const chosen = this.state.chosen.get(key) ?? [];
    this.choose(key, chosen.includes(id) ? chosen.filter((own) => own !== id) : [...chosen, id]);
  }

  async showChips() {
    const { state, texts } = this;
    const all = [...state.chosen].flatMap(([key, ids]) => ids.map((id) => ({ key, id })));
    const chips = await Promise.all(all.map(async ({ key, id }) => {
      const name = await nameOf(this.store, key, id);
      const text = make("span", {}, `${this.groups.get(key)?.label ?? key}: ${name}`);
      return make("li", {}, make("button", { type: "button", class: "chip", "aria-label": fill(texts.search_remove, { name }), onclick: () => this.toggle(key, id) }, text, make("span", { "aria-hidden": "true" }, " ×")));
    }));
    if (this.state !== state) return;
    if (chips.length > 1) chips.push(make("li", {}, make("button", { type: "button", class: "chip", onclick: () => this.choose(null, []) }, texts.search_clear)));
    this.chips.replaceChildren(...chips);
  }
}
