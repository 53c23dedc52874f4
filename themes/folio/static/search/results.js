// The list of results: a page at a time, each with a few words around what was found.

import { make } from "./dom.js";
import { refold } from "./query.js";
import { cut, holds, mark, pageText } from "./snippet.js";

// Results at once, and before any others; what one costs, and what a query may cost before anyone scrolls, in bytes.
const PAGE = 10;
const LEAST = 5;
const CARD = 1_300;
const BUDGET = 28_000;
const MOST = 36_000;
const TABLE = 13_000;

/** So few results are all looked up in the pages themselves. */
const FEW = 3;

export const shown = (card) => [card.title, card.summary, card.region.join(""), card.region.join("·"), card.model, ...card.topics, ...card.hidden].join("\u2029");

/** Tells whether a case whose page has this text holds the parts of a word, but not side by side. */
export const isApart = (text, words) => words.some((word) => !holds(text, word));

export class Results {
  constructor(list, more, store, texts, announce) {
    Object.assign(this, { list, more, store, texts, announce });
    this.cost = 8_000;
    this.seen = new IntersectionObserver((entries) => this.look(entries), { rootMargin: "0px" });
    more.addEventListener("click", () => this.add(true));
  }

  async show({ numbers, words, exact, begun }, signal) {
    this.seen.disconnect();
    Object.assign(this, { numbers, words, exact, begun, signal, shown: 0, dropped: 0, queue: [], busy: false, scrolled: false });
    this.list.dataset.total = numbers.length;
    const items = await this.items(LEAST);
    if (signal.aborted) return;
    this.list.replaceChildren(...items);
    this.after(items);
    const room = Math.floor((BUDGET - this.store.spent + begun) / CARD);
    if (room > 0) this.add(false, Math.min(PAGE - LEAST, room));
  }

  async items(count) {
    const own = this.numbers.slice(this.shown, this.shown + count);
    this.shown += own.length;
    const cards = await Promise.all(own.map((number) => this.store.card(number)));
    return cards.map((card) => this.item(card));
  }

  item(card) {
    const title = make("a", { href: card.href });
    const summary = make("p", { class: "summary" });
    mark(title, card.title, this.words);
    mark(summary, card.summary, this.words);
    const meta = make("p", { class: "meta" });
    for (const text of [card.model, card.date, ...card.topics]) {
      const part = make("span");
      mark(part, text, this.words);
      meta.append(part);
    }
    const path = make("p", { class: "path" });
    mark(path, card.region.join(" · "), this.words);
    const draft = card.draft ? [make("span", { class: "draft" }, this.texts.draft), " "] : [];
    const item = make("li", { "data-case": card.id }, path, make("h3", {}, ...draft, title), summary, meta);
    item.wanting = this.words.filter((word) => !word.otherwise[card.number] && !holds(shown(card), word));
    item.href = card.href;
    return item;
  }

  async add(focus, count = PAGE) {
    const { signal } = this;
    const items = await this.items(count);
    if (signal.aborted) return;
    this.list.append(...items);
    this.after(items);
    if (focus) items[0]?.querySelector("a").focus();
  }

  after(items) {
    this.more.hidden = this.shown >= this.numbers.length;
    for (const item of items.filter((own) => own.wanting.length > 0)) this.seen.observe(item);
  }

  /** Reads the pages of the results that can be seen, one after the other. */
  look(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.seen.unobserve(target);
      this.queue.push(target);
    }
    if (!this.busy) this.work();
  }

  async work() {
    const { signal } = this;
    this.busy = true;
    while (this.queue.length > 0 && !signal.aborted) {
      const few = this.numbers.length <= FEW;
      if (!few && !this.scrolled && this.store.spent - this.begun + this.cost > BUDGET) {
        addEventListener("scroll", () => this.goOn(), { once: true, passive: true, signal });
        this.list.addEventListener("focusin", () => this.goOn(), { once: true, signal });
        break;
      }
      await this.snippet(this.queue.shift(), signal).catch(() => {});
    }
    if (!signal.aborted) this.busy = false;
  }

  goOn() {
    this.scrolled = true;
    if (!this.busy) this.work();
  }

  async snippet(item, signal) {
    const text = await pageText(item.href, signal);
    const own = performance.getEntriesByName(new URL(item.href, location.href).href).at(-1);
    this.cost = own?.encodedBodySize || text.length * 4;
    this.store.spent += this.cost;
    let apart = isApart(text, item.wanting);
    if (apart) {
      // Nothing is taken away because of a Traditional character; their table is no small file.
      if (!this.scrolled && this.store.spent - this.begun > (this.numbers.length > FEW ? BUDGET : MOST) - TABLE) return;
      await this.store.learn();
      refold(this.words);
      apart = isApart(text, item.wanting);
    }
    const words = cut(text, item.wanting);
    if (words) {
      const summary = item.querySelector(".summary");
      mark(summary, words, this.words);
      summary.classList.add("snippet");
    }
    if (apart) this.drop(item);
  }

  drop(item) {
    if (item.contains(document.activeElement)) return;
    item.remove();
    this.dropped += 1;
    this.list.dataset.total = this.numbers.length - this.dropped;
    this.announce(this.numbers.length - this.dropped, this.exact);
    const lacking = Math.min(PAGE, this.shown) - this.list.childElementCount;
    if (lacking > 0 && !this.more.hidden) this.add(false, lacking);
  }
}
