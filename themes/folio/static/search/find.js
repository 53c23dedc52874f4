// Reads the files of the index, each once, as src/search/shard.rs says, and answers what was typed, as src/search/query.rs does.

import { ALONE, BITS, CODE, LOW, beside, codesOf, cover, fold, isAlone, isMixed, isPair, learn, number, pinyin, runs, signs } from "./text.js";

class Bits {
  constructor(bytes) {
    const padded = new Uint8Array(bytes.length + 8).fill(255);
    padded.set(bytes);
    this.view = new DataView(padded.buffer);
    this.at = 0;
  }

  /** Returns the next 25 bits, uppermost. */
  next() {
    return this.view.getUint32(this.at >> 3) << (this.at & 7);
  }

  bits(count) {
    if (count > 24) return this.bits(count - 24) * 2 ** 24 + this.bits(24);
    // None shifts by 32.
    const value = (this.next() >>> 1) >>> (31 - count);
    this.at += count;
    return value;
  }

  zeros() {
    const zeros = Math.clz32(this.next());
    this.at += Math.min(zeros + 1, 24);
    return zeros < 24 ? zeros : this.zeros() + 24;
  }

  align() {
    this.at = (this.at + 7) & ~7;
  }

  gamma() {
    const more = this.zeros();
    return 2 ** more + this.bits(more);
  }

  rice(width) {
    const next = this.next();
    const above = Math.clz32(next);
    if (above + width > 23) return this.zeros() * 2 ** width + this.bits(width);
    this.at += above + 1 + width;
    return (above << width) | (((next << (above + 1)) >>> 1) >>> (31 - width));
  }
}

const OFTEN = 3;
const TITLE = 4;
const NAMES = 8;

function width(range, count) {
  const mean = Math.floor((range * 45426) / (Math.max(count, 1) * 65536));
  return mean < 1 ? 0 : Math.floor(Math.log2(mean));
}

/** Reads numbers, or reads over them. */
function readNumbers(bits, range, count, wanted = true) {
  const own = width(range, count);
  const numbers = new Uint32Array(wanted && count);
  let next = 0;
  for (let left = wanted ? 0 : count; left > 0; left -= 1) bits.rice(own);
  for (let at = 0; at < numbers.length; at += 1) {
    numbers[at] = next + bits.rice(own);
    next = numbers[at] + 1;
  }
  return numbers;
}

function others(numbers, range) {
  const all = new Uint32Array(range - numbers.length);
  let own = 0;
  for (let number = 0, at = 0; number < range; number += 1) {
    if (numbers[own] === number) own += 1;
    else {
      all[at] = number;
      at += 1;
    }
  }
  return all;
}

/** The character in whose list a pair is written, and how long that can be taken for. */
function baseOf(gram, { rarity, cases }) {
  if (!isPair(gram)) return null;
  const [one, other] = codesOf(gram);
  const code = rarity(other) > rarity(one) ? other : one;
  const most = rarity(code);
  return most ? { code, range: ((cases >> most) * 3) >> 2 } : null;
}

function readList(bits, gram, noted, head, wanted) {
  const { cases } = head;
  const count = bits.gamma();
  const flags = noted && bits.bits(3);
  const base = baseOf(gram, head);
  const dense = !base && count * 2 > cases;
  const own = readNumbers(bits, base ? base.range : cases, dense ? cases - count : count, wanted);
  const notes = new Uint8Array(wanted && count);
  for (const [bit, flag] of [[4, TITLE], [2, NAMES], [1, OFTEN]]) {
    if (flags & bit) for (const at of readNumbers(bits, count, bits.gamma(), wanted)) notes[at] |= flag;
  }
  return { numbers: dense && wanted ? others(own, cases) : own, notes };
}

/** Reads two sections: calls `take` with each gram that is wanted, and its list, until it returns true. */
function read(bits, gramOf, head, isWanted, take) {
  for (const noted of [false, true]) {
    const terms = bits.gamma() - 1;
    const keyWidth = terms && bits.bits(5);
    let next = 0;
    for (let left = terms; left > 0; left -= 1) {
      const key = next + bits.rice(keyWidth);
      next = key + 1;
      const gram = gramOf(key);
      const wanted = isWanted(gram);
      const list = readList(bits, gram, noted, head, wanted);
      if (wanted && take(gram, list)) return true;
    }
    bits.align();
  }
  return false;
}

// What the head of an answer costs, in bytes.
const REQUEST = 400;

const inflate = (bytes) => new Response(new Response(bytes).body.pipeThrough(new DecompressionStream("deflate-raw")));
const json = (bytes, encoding) => JSON.parse(new TextDecoder(encoding).decode(bytes));

export class Store {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
    this.lists = new Map();
    this.bases = new Map();
    this.spent = 0;
  }

  get(name, read, options) {
    if (!this.files.has(name)) {
      const file = fetch(this.folder + name, options).then(async (response) => {
        if (!response.ok) throw new Error(`${response.status} ${name}`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        this.spent += bytes.length + REQUEST;
        return read(bytes);
      });
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }

  manifest() {
    return this.get("index.bin", (bytes) => {
      const line = bytes.indexOf(10);
      const head = json(bytes.subarray(0, line));
      const rarity = (code) => (bytes[line + 1 + (code >> 1)] >> (code & 1 ? 0 : 4)) & 15;
      const version = (number) => {
        const from = line + 2049 + number * head.size;
        return Array.from(bytes.subarray(from, from + head.size), (byte) => byte.toString(16).padStart(2, "0")).join("");
      };
      const charBits = Math.min(Math.max(head.bits - 2, 0), CODE);
      const shards = 2 ** charBits;
      const cards = shards + 2 ** head.bits;
      return { ...head, charBits, rarity, char: version, shard: (number) => version(shards + number), chunk: (number) => version(cards + number) };
    }, { cache: "no-cache" });
  }

  /** Returns the cases that have a character of this code, and keeps the list of each of these characters. */
  async base(code) {
    const head = await this.manifest();
    const { cases, charBits, char } = head;
    const number = code & (2 ** charBits - 1);
    const bytes = await this.get(`chars/${number.toString(16)}.bin?v=${char(number)}`, (bytes) => bytes);
    if (!this.bases.has(code)) {
      const met = new Uint8Array(cases);
      const gramOf = (key) => ALONE + ((key & LOW) << CODE) + ((key >> CODE) << charBits) + number;
      read(new Bits(bytes), gramOf, head, (gram) => (gram & LOW) === code, (gram, list) => {
        this.lists.set(gram, list);
        for (const own of list.numbers) met[own] = 1;
      });
      this.bases.set(code, Uint32Array.from(met.keys()).filter((own) => met[own]));
    }
    return this.bases.get(code);
  }

  async shard(number, grams) {
    const head = await this.manifest();
    const file = this.get(`shards/${number.toString(16)}.bin?v=${head.shard(number)}`, (bytes) => bytes);
    const bases = new Map(await Promise.all(grams.map(async (gram) => {
      const base = baseOf(gram, head);
      return [gram, base && (await this.base(base.code))];
    })));
    const bits = new Bits(await file);
    let left = bases.size;
    [0, 1].some((kind) => read(bits, (key) => (number << (BITS - head.bits)) + key * 2 + kind, head, (gram) => bases.has(gram), (gram, list) => {
      const base = bases.get(gram);
      if (base) list.numbers = list.numbers.map((place) => base[place]);
      this.lists.set(gram, list);
      left -= 1;
      return left < 1;
    }));
  }

  async lists_of(grams) {
    const { bits } = await this.manifest();
    const missing = grams.filter((gram) => !this.lists.has(gram));
    const shards = new Map();
    for (const gram of missing.filter((gram) => gram < ALONE)) {
      const number = gram >> (BITS - bits);
      shards.set(number, [...(shards.get(number) ?? []), gram]);
    }
    const alone = missing.filter((gram) => gram >= ALONE).map((gram) => this.base(gram & LOW));
    await Promise.all([...alone, ...[...shards].map(([number, own]) => this.shard(number, own))]);
    for (const gram of missing) if (!this.lists.has(gram)) this.lists.set(gram, null);
    return this.lists;
  }

  async card(number) {
    const { each, chunk } = await this.manifest();
    const part = Math.floor(number / each);
    const rows = await this.get(`cases/${part.toString(16)}.bin?v=${chunk(part)}`, async (bytes) => json(await inflate(bytes).arrayBuffer(), "gbk"));
    const [id, href, title, summary, region, model, topics, date, draft, hidden = []] = rows[number % each];
    return { number, id, href, title, summary, region, model, topics, date, draft, hidden };
  }

  /** Returns the values of a facet, and for each case their places: `places[starts[n]..starts[n + 1]]`. */
  async facet(key) {
    const { cases, facets } = await this.manifest();
    const version = facets.find(([own]) => own === key)?.[2] ?? "";
    return this.get(`facets/${encodeURIComponent(key)}.bin?v=${version}`, async (packed) => {
      const bytes = new Uint8Array(await inflate(packed).arrayBuffer());
      const line = bytes.indexOf(10);
      const values = json(bytes.subarray(0, line)).map(([id, name, above]) => ({ id, name, above }));
      const single = bytes[line + 1] === 1;
      const starts = new Uint32Array(cases + 1);
      for (let at = 0; at < cases; at += 1) starts[at + 1] = starts[at] + (single ? 1 : bytes[line + 2 + at]);
      const low = line + 2 + (single ? 0 : cases);
      const total = starts[cases];
      const places = Uint16Array.from({ length: total }, (_, at) => bytes[low + at] | (bytes[low + total + at] << 8));
      return { values, starts, places };
    });
  }

  learn() {
    return this.get("fold.bin", async (bytes) => learn(await inflate(bytes).text()));
  }
}

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
    return { raw, folded, single: grams.flat().length === 1 && isAlone(grams[0][0]), grams: grams.flatMap((run) => thin(run, most)), number: number(raw), pinyin: thin(pinyin(folded), most) };
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
  if (grams.length === 0) return;
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
  for (let number = 0; number < cases; number += 1) if (met[number] === step) take(number, all[number]);
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
