// The panel of facets: a group for each, its values with the number of cases that choosing it would leave.

import { fill, make } from "./dom.js";
import { counts, left, nameOf } from "./filter.js";

/** Values shown before more are asked for. */
const SHOWN = 12;

export class Facets {
  constructor(panel, chips, store, texts, choose) {
    Object.assign(this, { panel, chips, store, texts, choose });
    this.groups = new Map();
    this.opened = new Set();
  }

  /** Makes the groups, closed: a facet is read when its group is opened. */
  async open() {
    const { facets } = await this.store.manifest();
    for (const [key, label] of facets.filter(([key]) => key !== "place" && key !== "title")) {
      const list = make("ul", { class: "facet-values" });
      const group = make("details", { class: "facet", "data-facet": key, ontoggle: () => group.open && this.show(key) }, make("summary", {}, label), list);
      this.groups.set(key, { group, list, label, all: false });
      this.panel.append(group);
    }
  }

  /** Shows the facets for these cases. */
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

  /** Shows the regions below a topmost one, and those below them. */
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
