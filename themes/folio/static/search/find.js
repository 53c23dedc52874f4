// Reads the files of the index, each once, as src/search/shard.rs says, and answers what was typed, as src/search/query.rs does.
//# allFunctionsCalledOnLoad

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

/** Reads numbers, or reads over them: what `rice` does, in one loop, since most of a file is read over. */
function readNumbers(bits, range, count, wanted = true) {
  const own = width(range, count);
  const numbers = new Uint32Array(wanted && count);
  const { view } = bits;
  let { at } = bits;
  for (let place = 0, next = 0; place < count; place += 1) {
    const code = view.getUint32(at >> 3) << (at & 7);
    const above = Math.clz32(code);
    let gap = (above << own) | (((code << (above + 1)) >>> 1) >>> (31 - own));
    if (above + own > 23) {
      bits.at = at;
      gap = bits.rice(own);
      at = bits.at;
    } else at += above + 1 + own;
    if (wanted) numbers[place] = next + gap;
    next += gap + 1;
  }
  bits.at = at;
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
    if (flags & bit) readNumbers(bits, count, bits.gamma(), wanted).forEach((at) => { notes[at] |= flag; });
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

/** Unpacks nothing. */
export const rehearse = () => inflate(Uint8Array.of(3, 0)).arrayBuffer();

const json = (bytes, encoding) => JSON.parse(new TextDecoder(encoding).decode(bytes));

// How long a file may take, in ms.
const PATIENCE = 20_000;

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Store {
  /** Whether the site was published anew since, so that what was read belongs to another index. */
  old = false;
  spent = 0;
  files = new Map();
  lists = new Map();
  bases = new Map();

  constructor(folder) {
    this.folder = folder;
  }

  /** Reads a file once. It begins with its own version, or with that of the format. */
  get(name, version, read) {
    if (!this.files.has(name)) {
      const options = { cache: version ? "default" : "no-cache", signal: AbortSignal.timeout(PATIENCE) };
      const file = fetch(`${this.folder}${name}.bin${version && "?v="}${version}`, options).then(async (response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        // The version of the format, as docs/search-format.md has it.
        const start = version || "02";
        const size = start.length / 2;
        this.old ||= !response.ok || hex(bytes.subarray(0, size)) !== start;
        if (this.old) throw new Error(name);
        this.spent += bytes.length + REQUEST;
        return read(bytes.subarray(size));
      });
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }

  manifest() {
    return this.get("index", "", (bytes) => {
      const line = bytes.indexOf(10);
      const head = json(bytes.subarray(0, line));
      const rarity = (code) => (bytes[line + 1 + (code >> 1)] >> (code & 1 ? 0 : 4)) & 15;
      const version = (number) => {
        const from = line + 2049 + number * head.size;
        return hex(bytes.subarray(from, from + head.size));
      };
      const charBits = Math.min(Math.max(head.bits - 2, 0), CODE);
      const shards = 2 ** charBits;
      const cards = shards + 2 ** head.bits;
      return { ...head, charBits, rarity, char: version, shard: (number) => version(shards + number), chunk: (number) => version(cards + number) };
    });
  }

  /** Returns the cases that have a character of this code, and keeps the list of each of these characters. */
  async base(code) {
    const head = await this.manifest();
    const { cases, charBits, char } = head;
    const number = code & (2 ** charBits - 1);
    const bytes = await this.get(`chars/${number.toString(16)}`, char(number), (bytes) => bytes);
    if (!this.bases.has(code)) {
      const met = new Uint8Array(cases);
      const gramOf = (key) => ALONE + ((key & LOW) << CODE) + ((key >> CODE) << charBits) + number;
      read(new Bits(bytes), gramOf, head, (gram) => (gram & LOW) === code, (gram, list) => {
        this.lists.set(gram, list);
        list.numbers.forEach((own) => { met[own] = 1; });
      });
      const numbers = new Uint32Array(cases);
      let size = 0;
      for (let number = 0; number < cases; number += 1) if (met[number]) numbers[size++] = number;
      this.bases.set(code, numbers.subarray(0, size));
    }
    return this.bases.get(code);
  }

  async shard(number, grams) {
    const head = await this.manifest();
    const file = this.get(`shards/${number.toString(16)}`, head.shard(number), (bytes) => bytes);
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
    const rows = await this.get(`cases/${part.toString(16)}`, chunk(part), async (bytes) => json(await inflate(bytes).arrayBuffer(), "gbk"));
    const [id, href, title, summary, region, model, topics, date, draft, hidden = []] = rows[number % each];
    return { number, id, href, title, summary, region, model, topics, date, draft, hidden };
  }

  /** Returns the values of a facet, and for each case their places: `places[starts[n]..starts[n + 1]]`. */
  async facet(key) {
    const { cases, facets } = await this.manifest();
    const version = facets.find(([own]) => own === key)?.[2] ?? "";
    return this.get(`facets/${encodeURIComponent(key)}`, version, async (packed) => {
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
    return this.get("fold", "", async (bytes) => learn(await inflate(bytes).text()));
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

const NONE = { numbers: [], notes: [] };

/** Returns the cases that have all grams, and what the notes of all of them say. */
function meet(grams, lists) {
  const [least = NONE, ...others] = grams.map((gram) => lists.get(gram) ?? NONE).sort((a, b) => a.numbers.length - b.numbers.length);
  const numbers = Uint32Array.from(least.numbers);
  const notes = Uint8Array.from(least.notes);
  let size = numbers.length;
  for (const other of others) {
    const had = size;
    size = 0;
    for (let own = 0, at = 0; own < had; own += 1) {
      while (other.numbers[at] < numbers[own]) at += 1;
      if (other.numbers[at] !== numbers[own]) continue;
      numbers[size] = numbers[own];
      notes[size++] = notes[own] & other.notes[at];
    }
  }
  return { numbers: numbers.subarray(0, size), notes };
}

/** Returns the cases that answer a word, and for each of all cases what it is worth, nothing where it does not. */
function answer(word, lists, cases) {
  const scores = new Uint32Array(cases);
  const held = meet(word.grams, lists);
  held.numbers.forEach((number, at) => {
    const notes = held.notes[at];
    scores[number] = (notes & TITLE ? SCORE.title : notes & NAMES ? SCORE.names : SCORE.anywhere) + ((notes & OFTEN) === OFTEN && SCORE.often);
  });
  // Whether a case answers the word without holding it.
  word.otherwise = new Uint8Array(cases);
  const more = [];
  const add = (grams, worth) => {
    const { numbers, notes } = meet(grams, lists);
    numbers.forEach((number, at) => {
      const score = worth(notes[at]);
      if (!score) return;
      word.otherwise[number] = 1;
      if (scores[number] === 0) more.push(number);
      scores[number] ||= score;
    });
  };
  add(word.number, () => SCORE.value);
  add(word.pinyin, (notes) => notes & TITLE ? SCORE.pinyin : notes & NAMES && SCORE.pinyin / 2);
  const numbers = more.length > 0 ? Uint32Array.from([...held.numbers, ...more]).sort() : held.numbers;
  word.count = numbers.length;
  return { scores, numbers };
}

const asked = (words) => words.flatMap((word) => [...word.grams, ...word.number, ...word.pinyin]);

/** Returns the grams of words side by side, as many as may still be asked for. */
const pairs = (words) => words[0].signs ? [] : words.slice(1).flatMap((word, at) => beside(words[at].folded, word.folded)).slice(0, Math.max(ASKED - asked(words).length, 1));

/** Returns the cases that answer all words, the best first. */
function rank(words, lists, cases) {
  const all = words.map((word) => answer(word, lists, cases));
  // What the least word is worth becomes what all are.
  const [{ numbers, scores }, ...others] = all.sort((a, b) => a.numbers.length - b.numbers.length);
  for (const other of others) numbers.forEach((number) => { scores[number] = scores[number] && other.scores[number] && scores[number] + other.scores[number]; });
  for (const hash of pairs(words)) lists.get(hash)?.numbers.forEach((number) => { scores[number] &&= scores[number] + SCORE.beside; });
  // Equals stay as they are numbered, the newest first.
  const alike = [];
  for (let at = 0; at < numbers.length; at += 1) {
    const score = scores[numbers[at]];
    (alike[score] ??= []).push(numbers[at]);
  }
  return [].concat(...alike.slice(1).filter(Boolean).reverse());
}

/** Returns the numbers of the cases, the best first; unless `exact`, some may hold a word in parts. */
export async function search(store, text) {
  // Unfolded, a Traditional character may share its number with another.
  if (isMixed(text)) await store.learn();
  const words = parse(text);
  if (words.length === 0) return { numbers: null, words, exact: true };
  const { cases } = await store.manifest();
  const lists = await store.lists_of([...new Set([...asked(words), ...pairs(words)])]);
  return { numbers: rank(words, lists, cases), words, exact: words.every((word) => word.single) };
}
