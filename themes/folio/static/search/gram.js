// The grams that a case must have to hold a word: the same as src/search/gram.rs, pinyin.rs and number.rs.

import { runs } from "./fold.js";

export const TEXT = 0x9e3779b1;
export const PINYIN = 0x51ed270b;
export const NUMBER = 0x2545f491;

/** How many bits a hash has. */
export const BITS = 28;

/** Returns the hash of a gram. */
export function hash(kind, chars) {
  let hash = (kind ^ chars.length) >>> 0;
  for (const c of chars) {
    hash = Math.imul(hash ^ c.codePointAt(0), 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> (32 - BITS);
}

const isNarrow = (c) => c.codePointAt(0) < 0x2e80;

/** Returns the grams of a run, each with its place. */
export function cover(run) {
  if (run.length < 2) return run.map((c) => ({ hash: hash(TEXT, [c]), at: 0 }));
  const narrow = (at) => at >= 0 && at + 3 <= run.length && run.slice(at, at + 3).every(isNarrow);
  const grams = [];
  for (let at = 0; at + 1 < run.length; at += 1) {
    if (narrow(at)) grams.push({ hash: hash(TEXT, run.slice(at, at + 3)), at });
    else if (!narrow(at - 1)) grams.push({ hash: hash(TEXT, run.slice(at, at + 2)), at });
  }
  return grams;
}

/** Returns the grams of Pinyin letters, or none when they can be no Pinyin. */
export function pinyin(folded) {
  if (folded.length < 2 || !folded.every((c) => c >= "a" && c <= "z")) return [];
  if (folded.length === 2) return [{ hash: hash(PINYIN, folded), at: 0 }];
  return folded.slice(2).map((_, at) => ({ hash: hash(PINYIN, folded.slice(at, at + 3)), at }));
}

const FIGURE = /^[约近超逾达]*(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?\s*[余多]?(百|千)?(万|萬)?(亿|億)?[余多]?[^\d,.，]{0,6}$/u;
const PLACES = { 百: 2, 千: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 };

/** Returns the gram of the value of a word that is a figure, or none. */
export function number(word) {
  const found = FIGURE.exec(word.normalize("NFKC"));
  if (!found) return [];
  const [, whole, fraction = "", ...multipliers] = found;
  const places = multipliers.reduce((sum, one) => sum + (PLACES[one] ?? 0), 0);
  const decimals = fraction.slice(1).padEnd(places, "0");
  const above = (whole.replace(/[,，]/g, "") + decimals.slice(0, places)).replace(/^0+(?=\d)/, "");
  const below = decimals.slice(places).replace(/0+$/, "");
  return [{ hash: hash(NUMBER, [...(below ? `${above}.${below}` : above)]), at: 0 }];
}

/** Returns the grams of a folded word, a list for each of its runs. */
export function literal(folded) {
  return runs(folded).map(cover);
}
