// Reads shards: see src/search/shard.rs for how they are written.

import { BITS } from "./gram.js";

class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  bits(count) {
    let value = 0;
    for (let left = count; left > 0; ) {
      const have = 8 - (this.at & 7);
      const take = Math.min(have, left);
      const part = ((this.bytes[this.at >> 3] ?? 0xff) >> (have - take)) & ((1 << take) - 1);
      value = value * 2 ** take + part;
      this.at += take;
      left -= take;
    }
    return value;
  }

  zeros() {
    let zeros = 0;
    for (;;) {
      const used = this.at & 7;
      const rest = ((this.bytes[this.at >> 3] ?? 0xff) << used) & 0xff;
      if (rest !== 0) {
        const here = Math.clz32(rest) - 24;
        this.at += here + 1;
        return zeros + here;
      }
      zeros += 8 - used;
      this.at += 8 - used;
    }
  }

  gamma() {
    const more = this.zeros();
    return 2 ** more + this.bits(more);
  }

  rice(width) {
    const above = this.zeros();
    return above * 2 ** width + this.bits(width);
  }
}

export const PLACE = 3;
export const MANY = 4;
export const TITLE = 8;
export const NAMES = 16;

function width(range, count) {
  const mean = Math.floor((range * 45426) / (Math.max(count, 1) * 65536));
  return mean < 1 ? 0 : Math.floor(Math.log2(mean));
}

/** Reads numbers below `range`, in order. */
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

/** Returns the numbers below `range` that are none of these, which are in order. */
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

function readList(bits, cases) {
  const count = bits.gamma();
  const flags = bits.bits(1) === 1 ? bits.bits(2) : 0;
  const places = count * 20 > cases && count > 8 && bits.bits(1) === 1;
  const numbers = count * 2 > cases ? others(readNumbers(bits, cases, cases - count), cases) : readNumbers(bits, cases, count);
  const notes = new Uint8Array(count).fill(MANY);
  for (let at = 0; places && at < count; at += 1) if (bits.bits(1) === 0) notes[at] = bits.bits(2);
  for (const flag of [TITLE, NAMES]) {
    if (flags & (flag === TITLE ? 2 : 1)) for (const at of readNumbers(bits, count, bits.gamma())) notes[at] |= flag;
  }
  return { numbers, notes };
}

/** Returns for each of `hashes` that the shard holds the cases that have the gram, and what is known of it there. */
export function read(bytes, hashes, shardBits, cases) {
  const found = new Map();
  const bits = new Bits(bytes);
  const terms = bits.gamma() - 1;
  if (terms < 1) return found;
  const range = 2 ** (BITS - shardBits);
  const wanted = new Map(hashes.map((hash) => [hash % range, hash]));
  const last = Math.max(...wanted.keys());
  const keyWidth = bits.bits(5);
  let next = 0;
  for (let left = terms; left > 0 && next <= last; left -= 1) {
    const key = next + bits.rice(keyWidth);
    next = key + 1;
    const list = readList(bits, cases);
    if (wanted.has(key)) found.set(wanted.get(key), list);
  }
  return found;
}
