// Marks what was found, and cuts a few words around it out of a page.

import { make } from "./dom.js";
import { find, foldWith } from "./fold.js";

const BEFORE = 24;
const AFTER = 72;

function ranges(text, words) {
  const { folded, origin, end } = foldWith(text, words[0]?.signs);
  const all = [];
  for (const { folded: word } of words) {
    for (let at = find(folded, word); at >= 0; at = find(folded, word, at + word.length)) {
      all.push([origin[at], origin[at + word.length] ?? end]);
    }
  }
  all.sort((a, b) => a[0] - b[0]);
  return all.filter(([from], place) => place === 0 || from >= all[place - 1][1]);
}

/** What parts texts that have nothing to do with one another. */
const END = "\u2029";

/** Tells whether a word stands in one of the lines of `text`. */
export const holds = (text, word) => text.split(END).some((line) => ranges(line, [word]).length > 0);

export function mark(element, text, words) {
  element.replaceChildren();
  let done = 0;
  for (const [from, to] of ranges(text, words)) {
    element.append(text.slice(done, from), make("mark", {}, text.slice(from, to)));
    done = to;
  }
  element.append(text.slice(done));
}

export function cut(text, words) {
  const first = ranges(text, words)[0];
  if (!first) return null;
  const from = Math.max(0, first[0] - BEFORE);
  const part = text.slice(from, first[0] + AFTER).replace(/\s+/gu, " ").trim();
  return `${from > 0 ? "…" : ""}${part}${first[0] + AFTER < text.length ? "…" : ""}`;
}

const BLOCK = "p,li,td,th,h1,h2,h3,h4,h5,h6,dt,dd,figcaption,caption,pre,blockquote,tr,div,span";

export async function pageText(href, signal) {
  const response = await fetch(href, { signal });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = page.querySelector("main") ?? page.body;
  for (const element of main.querySelectorAll("nav,sup,script,.ref,.related")) element.remove();
  for (const element of main.querySelectorAll(BLOCK)) {
    if (!element.closest(".prose span")) element.append(END);
  }
  for (const element of main.querySelectorAll("br")) element.replaceWith(" ");
  return main.textContent;
}
