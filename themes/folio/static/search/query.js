// What was typed, and which cases answer it: the same as src/search/query.rs.

import { NAMES, OFTEN, TITLE } from "./store.js";
import { fold, isMixed, runs } from "./fold.js";
import { beside, cover, number, pinyin, signs } from "./gram.js";

const SCORE = { title: 1000, names: 100, anywhere: 10, often: 3, beside: 20, value: 8, pinyin: 6 };

/** So many grams are asked for, in all and of one run: each costs a file. */
const ASKED = 6;
const MOST = 4;

function thin(grams, most) {
  const last = Math.max(most, 2) - 1;
  return grams.length <= most ? grams : Array.from({ length: most }, (_, place) => grams[Math.round((place * (grams.length - 1)) / last)]);
}

/** Returns the words of what was typed. Those of nothing but signs count only when there are no others. */
function parse(text) {
  const all = text.split(/\p{White_Space}+/u).filter(Boolean);
  const own = all.map((raw) => ({ raw, folded: fold(raw) })).filter(({ folded }) => folded.length > 0);
  const most = Math.min(Math.max(Math.floor(ASKED / own.reduce((sum, { folded }) => sum + runs(folded).length + (pinyin(folded).length > 0), 0)), 1), MOST);
  const words = own.map(({ raw, folded }) => {
    const grams = runs(folded).map(cover);
    return { raw, folded, single: grams.flat().length === 1, grams: grams.flatMap((run) => thin(run, most)), number: number(raw), pinyin: thin(pinyin(folded), most) };
  });
  if (words.length > 0) return words;
  const marks = all.map((raw) => ({ raw, folded: fold(raw, true), signs: true })).filter(({ folded }) => folded.length > 0);
  return marks.map((word) => ({ ...word, single: word.folded.length < 3, grams: runs(word.folded).flatMap((run) => thin(signs(run), MOST)), number: [], pinyin: [] }));
}

export function refold(words) {
  for (const word of words) word.folded = fold(word.raw, word.signs);
}

/** Walks over the cases that have all grams. */
function walk(grams, lists, cases, take) {
  const all = new Uint8Array(cases).fill(TITLE | NAMES | OFTEN);
  const met = new Uint16Array(cases);
  let step = 0;
  for (const hash of grams) {
    const list = lists.get(hash);
    if (!list) return;
    for (let own = 0; own < list.numbers.length; own += 1) {
      const number = list.numbers[own];
      if (met[number] !== step) continue;
      met[number] = step + 1;
      all[number] &= list.notes[own];
    }
    step += 1;
  }
  for (let number = 0; step > 0 && number < cases; number += 1) if (met[number] === step) take(number, all[number]);
}

function answer(word, lists, cases) {
  const scores = new Uint16Array(cases);
  // Whether a case answers the word without holding it.
  word.otherwise = new Uint8Array(cases);
  const setOtherwise = (number, score) => {
    word.otherwise[number] = 1;
    scores[number] ||= score;
  };
  walk(word.grams, lists, cases, (number, notes) => {
    const place = notes & TITLE ? SCORE.title : notes & NAMES ? SCORE.names : SCORE.anywhere;
    scores[number] = place + ((notes & OFTEN) === OFTEN ? SCORE.often : 0);
  });
  walk(word.number, lists, cases, (number) => setOtherwise(number, SCORE.value));
  walk(word.pinyin, lists, cases, (number, notes) => {
    if (notes & TITLE) setOtherwise(number, SCORE.pinyin);
    else if (notes & NAMES) setOtherwise(number, SCORE.pinyin / 2);
  });
  return scores;
}

const asked = (words) => words.flatMap((word) => [...word.grams, ...word.number, ...word.pinyin]);

/** Returns the grams of words side by side, as many as may still be asked for. */
const pairs = (words) => words[0].signs ? [] : words.slice(1).flatMap((word, at) => beside(words[at].folded, word.folded)).slice(0, Math.max(ASKED - asked(words).length, 1));

/** Returns the numbers of the cases, the best first; unless `exact`, some may hold a word in parts. */
export async function search(store, text) {
  let words = parse(text);
  if (words.length === 0) return { numbers: null, words, exact: true };
  const { cases } = await store.manifest();
  const ask = () => store.lists_of([...new Set([...asked(words), ...pairs(words)])]);
  const lists = await ask();
  const unknown = words.some((word) => word.grams.some((hash) => !lists.get(hash)));
  if (unknown && isMixed(text)) {
    await store.learn();
    words = parse(text);
    await ask();
  }
  const all = words.map((word) => answer(word, lists, cases));
  const total = new Float64Array(cases);
  for (const scores of all) for (let number = 0; number < cases; number += 1) total[number] += scores[number] || -Infinity;
  for (const hash of pairs(words)) for (const number of lists.get(hash)?.numbers ?? []) total[number] += SCORE.beside;
  // Equals stay as they are numbered, the newest first.
  let hits = 0;
  for (let number = 0; number < cases; number += 1) if (total[number] > 0) total[hits++] = number - total[number] * cases;
  const numbers = Array.from(total.subarray(0, hits).sort(), (key) => key - Math.floor(key / cases) * cases);
  return { numbers, words, exact: words.every((word) => word.single) };
}
