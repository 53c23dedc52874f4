// Fetches the files of the index, each once, and reads them: see src/search/shard.rs for how shards are written.

import { learn } from "./fold.js";
import { ALONE, BITS, CODE, LOW, codesOf, isPair } from "./gram.js";

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

export const OFTEN = 3;
export const TITLE = 4;
export const NAMES = 8;

function width(range, count) {
  const mean = Math.floor((range * 45426) / (Math.max(count, 1) * 65536));
  return mean < 1 ? 0 : Math.floor(Math.log2(mean));
}

function readNumbers(bits, range, count) {
  const own = width(range, count);
  const numbers = new Uint32Array(count);
  let next = 0;
  for (let at = 0; at < count; at += 1) {
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

function readList(bits, gram, noted, head) {
  const { cases } = head;
  const count = bits.gamma();
  const flags = noted && bits.bits(3);
  const base = baseOf(gram, head);
  const dense = !base && count * 2 > cases;
  const numbers = dense ? others(readNumbers(bits, cases, cases - count), cases) : readNumbers(bits, base ? base.range : cases, count);
  const notes = new Uint8Array(count);
  for (const [bit, flag] of [[4, TITLE], [2, NAMES], [1, OFTEN]]) {
    if (flags & bit) for (const at of readNumbers(bits, count, bits.gamma())) notes[at] |= flag;
  }
  return { numbers, notes };
}

/** Reads two sections: calls `take` with each gram, which `gramOf` tells of its key, and its list. */
function read(bits, gramOf, head, take) {
  for (const noted of [false, true]) {
    const terms = bits.gamma() - 1;
    const keyWidth = terms && bits.bits(5);
    let next = 0;
    for (let left = terms; left > 0; left -= 1) {
      const key = next + bits.rice(keyWidth);
      next = key + 1;
      const gram = gramOf(key);
      take(gram, readList(bits, gram, noted, head));
    }
    bits.align();
  }
}

// What the head of an answer costs, in bytes.
const REQUEST = 400;

const inflate = (bytes) => new Response(new Response(bytes).body.pipeThrough(new DecompressionStream("deflate-raw")));
const parse = (bytes, encoding) => JSON.parse(new TextDecoder(encoding).decode(bytes));

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
      const head = parse(bytes.subarray(0, line));
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
      read(new Bits(bytes), gramOf, head, (gram, list) => {
        if ((gram & LOW) !== code) return;
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
    for (const kind of [0, 1]) {
      read(bits, (key) => (number << (BITS - head.bits)) + key * 2 + kind, head, (gram, list) => {
        if (!bases.has(gram)) return;
        const base = bases.get(gram);
        if (base) list.numbers = list.numbers.map((place) => base[place]);
        this.lists.set(gram, list);
      });
    }
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
    const rows = await this.get(`cases/${part.toString(16)}.bin?v=${chunk(part)}`, async (bytes) => parse(await inflate(bytes).arrayBuffer(), "gbk"));
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
      const values = parse(bytes.subarray(0, line)).map(([id, name, above]) => ({ id, name, above }));
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
