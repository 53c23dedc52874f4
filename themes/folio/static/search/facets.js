// Facets: which cases the chosen values leave, and the panel of values.

import { fill, make } from "./results.js";

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

export class Facets {
  constructor(panel, chips, store, texts, choose) {
    Object.assign(this, { panel, chips, store, texts, choose });
    this.groups = new Map();
    this.branches = new Set();
    this.rest = new DocumentFragment();
  }

  async open() {
    const { facets } = await this.store.manifest();
    for (const [key, label] of facets.filter(([key]) => key !== "place" && key !== "title" && !this.groups.has(key))) {
      const list = make("ul", { class: "facet-values" });
      const group = make("details", { class: "facet", "data-facet": key, ontoggle: () => group.open && this.show(key) }, make("summary", {}, label), list);
      this.groups.set(key, { group, list, label, all: false });
      this.rest.append(group);
    }
  }

  async update(state) {
    this.state = state;
    this.panel.append(this.rest);
    if (state.searched && !this.started) {
      // Open at first where there is room.
      this.started = true;
      for (const key of ["region", "year"]) this.groups.get(key).group.open = matchMedia("(min-width: 60rem)").matches;
    }
    await Promise.all([...this.groups.keys()].map((key) => this.groups.get(key).group.open && this.show(key)));
    await this.showChips();
  }

  async show(key) {
    const { state } = this;
    if (!state) return;
    const own = this.groups.get(key);
    const facet = await this.store.facet(key);
    if (this.state !== state) return;
    const chosen = state.chosen.get(key) ?? [];
    const rows = counts(facet, left(state.numbers, state.masks, key)).filter((row) => row.count > 0 || chosen.includes(row.id));
    rows.sort(key === "year" ? (a, b) => (a.id < b.id ? 1 : -1) : (a, b) => b.count - a.count);
    const items = rows.slice(0, own.all ? rows.length : SHOWN).map((row) => this.item(key, row, chosen));
    if (items.length < rows.length) {
      const expand = () => {
        own.all = true;
        this.last = rows[SHOWN].id;
        this.show(key);
      };
      const more = make("button", { type: "button", class: "facet-more", onclick: expand }, fill(this.texts.search_more, { n: rows.length - items.length }));
      items.push(make("li", {}, more));
    }
    own.list.replaceChildren(...items);
    this.restore();
  }

  item(key, row, chosen) {
    const box = make("input", { type: "checkbox", value: row.id, checked: chosen.includes(row.id), onchange: () => this.toggle(key, row.id) });
    const label = make("label", {}, box, make("span", {}, row.name), make("span", { class: "n" }, String(row.count)));
    if (key !== "region" || row.above != null) return make("li", {}, label);
    const below = make("ul");
    const toggle = () => {
      this.branches[branch.open ? "add" : "delete"](row.id);
      if (branch.open) this.showBelow(row.id, below);
    };
    const branch = make("details", { class: "branch", open: this.branches.has(row.id), ontoggle: toggle }, make("summary", { "aria-label": row.name }), below);
    return make("li", { class: "has-below" }, label, branch);
  }

  async showBelow(id, list) {
    const facet = await this.store.facet("place");
    const chosen = this.state.chosen.get("region") ?? [];
    const rows = counts(facet, left(this.state.numbers, this.state.masks, "region"));
    const branch = (above) => rows.filter((row) => row.above === above && row.count > 0).map((row) => {
      const item = this.item("region", { ...row, above }, chosen);
      const inner = branch(row.place);
      if (inner.length > 0) item.append(make("ul", {}, ...inner));
      return item;
    });
    list.replaceChildren(...branch(rows.findIndex((row) => row.id === id)));
    this.restore();
  }

  /** Gives the focus back to a box that was made anew. */
  restore() {
    const box = [...this.panel.querySelectorAll("input")].find((own) => own.value === this.last);
    if (box && document.activeElement === document.body) box.focus({ preventScroll: true });
  }

  toggle(key, id) {
    this.last = id;
    const chosen = this.state.chosen.get(key) ?? [];
    this.choose(key, chosen.includes(id) ? chosen.filter((own) => own !== id) : [...chosen, id]);
  }

  async showChips() {
    const { state, texts } = this;
    const chips = await Promise.all([...state.chosen].flatMap(([key, ids]) => ids.map(async (id) => {
      const { values } = await column(this.store, key, [id]);
      const name = `${this.groups.get(key).label}: ${values.find((value) => value.id === id)?.name ?? id}`;
      return make("li", {}, make("button", { type: "button", class: "chip", "aria-label": fill(texts.search_remove, { name }), onclick: () => this.toggle(key, id) }, name, make("span", { "aria-hidden": "true" }, " ×")));
    })));
    if (this.state !== state) return;
    if (chips.length > 1) chips.push(make("li", {}, make("button", { type: "button", class: "chip", onclick: () => this.choose(null, []) }, texts.search_clear)));
    this.chips.replaceChildren(...chips);
    this.restore();
  }
}
