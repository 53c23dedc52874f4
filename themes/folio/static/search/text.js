// How texts are compared and cut: the same as fold.rs, gram.rs, code.rs, pinyin.rs, sign.rs and number.rs in src/search.
//# allFunctionsCalledOnLoad

export const GAP = "\0";
/** A mark that parts Latin words alone. */
const SOFT = "\u0001";
const JOINING = "+-.%/&@#_";
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFC]/u;
const LETTER = /[\p{Alphabetic}\p{N}\u2E80-\u2FD5]/u;
const MARK = /\p{M}/u;
const WHOLE_SIGN = /[\uFF01-\uFF5E]/u;
const CLAUSE = /[\n-\r\u0085,;:!?\u2025…\u2028\u2029⋯、。\uFE10-\uFE16\uFE50-\uFE57，；：！？｡､]/u;

const simplified = new Map();
const known = new Map();

// All of GB 2312 is Simplified but for nineteen.
const rows = new Uint8Array(16_356).map((_, at) => 161 + (at % 2 ? (at >> 1) % 94 : at / 188));
export const GB2312 = new TextDecoder("gbk").decode(rows);
let gb;

/** Tells whether a text can hold a Traditional character. */
export function isMixed(text) {
  // 乾俱吒夥後徵捱摺於榘甯菸著薹藉覆醣麴麽
  gb ??= GB2312.replace(/[\u4e7e\u4ff1\u5412\u5925\u5f8c\u5fb5\u6371\u647a\u65bc\u6998\u752f\u83f8\u8457\u85b9\u85c9\u8986\u91a3\u9eb4\u9ebd]/g, "");
  return [...new Set(text)].some((c) => c > "\u2e7f" && !gb.includes(c));
}

export function learn(pairs) {
  known.clear();
  const all = [...pairs];
  for (let at = 0; at + 1 < all.length; at += 2) simplified.set(all[at], all[at + 1]);
}

function foldChar(c) {
  if (INVISIBLE.test(c)) return [];
  const whole = !WHOLE_SIGN.test(c) && !LETTER.test(c) && !MARK.test(c);
  const parts = whole ? [c] : [...c.normalize("NFKD").toLowerCase().normalize("NFKD")].filter((part) => !MARK.test(part));
  return parts.map((part) => LETTER.test(part) || JOINING.includes(part) ? simplified.get(part) ?? part : CLAUSE.test(part) ? GAP : SOFT);
}

const BLANK = /[\p{White_Space}\p{Cc}]/u;

/** Returns a sign, a gap for what is none: the same as src/search/sign.rs. */
function signChar(c) {
  if (INVISIBLE.test(c)) return [];
  const own = WHOLE_SIGN.test(c) ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c;
  return [BLANK.test(c) || LETTER.test(own) || MARK.test(own) || JOINING.includes(own) ? GAP : own];
}

const isNarrow = (c) => c.codePointAt(0) < 0x2e80;

const isWord = (c) => isNarrow(c) && !JOINING.includes(c) || c === ".";

/** Folds a text, or its signs alone, and remembers where what each folded character comes from begins and ends. */
export function foldWith(text, signs = false) {
  const folded = [];
  const origin = [];
  const ends = [];
  let between = "";
  let at = 0;
  for (const c of text) {
    if (!signs && !known.has(c)) known.set(c, foldChar(c));
    const parts = signs ? signChar(c) : known.get(c);
    const end = at + c.length;
    for (const part of parts) {
      if (part <= SOFT) {
        if (between !== GAP) between = part;
        continue;
      }
      const last = folded[folded.length - 1];
      if (last && (between === GAP || (between && isWord(last) && isWord(part)))) {
        folded.push(GAP);
        origin.push(at);
        ends.push(at);
      }
      folded.push(part);
      origin.push(at);
      ends.push(end);
      between = "";
    }
    // An accent belongs to the letter before it.
    if (!parts.length && !between && folded.length) ends[folded.length - 1] = end;
    at = end;
  }
  return { folded, origin, ends };
}

export const fold = (text, signs) => foldWith(text, signs).folded;

export function runs(folded) {
  const all = [[]];
  for (const c of folded) {
    if (c === GAP) all.push([]);
    else all[all.length - 1].push(c);
  }
  return all.filter((run) => run.length > 0);
}

export function find(whole, part, from = 0) {
  outer: for (let at = from; at + part.length <= whole.length; at += 1) {
    for (let own = 0; own < part.length; own += 1) if (whole[at + own] !== part[own]) continue outer;
    return at;
  }
  return -1;
}

export const TEXT = 0x9e3779b1;
export const PINYIN = 0x51ed270b;
export const NUMBER = 0x2545f491;
export const SIGN = 0x61c88647;

export const BITS = 25;
export const ALONE = 2 ** BITS;

/** The bits of a code. */
export const CODE = 12;
export const LOW = 4095;
const MASK = 0xffffff;

const COMMON = 3755;
function alone(c) {
  // Rows 16 to 55.
  const code = GB2312.indexOf(c) - 1410;
  const point = c.codePointAt(0);
  return ALONE + (code >= 0 && code < COMMON ? code : (Math.floor(point / 341) << CODE) | (COMMON + (point % 341)));
}

function mix([one, other]) {
  const mixed = Math.imul(((alone(one) & LOW) << CODE) | (alone(other) & LOW), 0x9e37b1) & MASK;
  return Math.imul(mixed ^ (mixed >> CODE), 0x85ebcb) & MASK;
}

/** Returns the codes of the two characters of a pair. */
export function codesOf(pair) {
  const mixed = Math.imul(pair >> 1, 0xb861e3) & MASK;
  const both = Math.imul(mixed ^ (mixed >> CODE), 0x1fb151) & MASK;
  return [both >> CODE, both & LOW];
}

export const isPair = (gram) => gram < ALONE && gram % 2 === 0;

/** Whether no others have it. */
export const isAlone = (gram) => !isPair(gram) || codesOf(gram).every((code) => code < COMMON);

export function hash(kind, chars) {
  if (kind === TEXT && chars.length < 3 && !chars.some(isNarrow)) return chars.length < 2 ? alone(chars[0]) : mix(chars) * 2;
  let hash = (kind ^ chars.length) >>> 0;
  for (const c of chars) {
    hash = Math.imul(hash ^ c.codePointAt(0), 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> (32 - BITS)) | 1;
}

export function cover(run) {
  if (run.length < 2) return run.map((c) => hash(TEXT, [c]));
  const narrow = (at) => at >= 0 && at + 3 <= run.length && run.slice(at, at + 3).every(isNarrow);
  const grams = [];
  for (let at = 0; at + 1 < run.length; at += 1) {
    if (narrow(at)) grams.push(hash(TEXT, run.slice(at, at + 3)));
    else if (!narrow(at - 1)) grams.push(hash(TEXT, run.slice(at, at + 2)));
  }
  return grams;
}

export function pinyin(folded) {
  const letters = folded.filter((c) => c !== GAP);
  if (letters.length < 2 || !letters.every((c) => c >= "a" && c <= "z")) return [];
  const size = Math.min(letters.length, 3);
  return letters.slice(size - 1).map((_, at) => hash(PINYIN, letters.slice(at, at + size)));
}

export function signs(run) {
  const size = Math.min(run.length, 2);
  return run.slice(size - 1).map((_, at) => hash(SIGN, run.slice(at, at + size)));
}

/** Returns the gram of two words side by side, or none where that tells nothing. */
export function beside(one, other) {
  const two = [one[one.length - 1], other[0]];
  return two.some(isNarrow) ? [] : [hash(TEXT, two)];
}

// Chinese stands as escapes, since the file is published in every language. The same to be read:
// const FIGURE = /^(?:不(?:[少低]于|超过|[足到])|至少|大约|[将接]近|超过|达到|[约約近超逾达])?([-−]?)([1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(\.\d+)?(?![余餘多百千万萬亿億]*[年月日号])(?:([亿億])(\d{1,4})[万萬]|[余餘多]?([百千])?([万萬])?([亿億])?)(?![余餘多]?[年月日号])[余餘多]?[\p{Alphabetic}%‰\/°]{0,6}$/u;
// { 百: 2, 千: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 }
const FIGURE = /^(?:\u4e0d(?:[\u5c11\u4f4e]\u4e8e|\u8d85\u8fc7|[\u8db3\u5230])|\u81f3\u5c11|\u5927\u7ea6|[\u5c06\u63a5]\u8fd1|\u8d85\u8fc7|\u8fbe\u5230|[\u7ea6\u7d04\u8fd1\u8d85\u903e\u8fbe])?([-−]?)([1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(\.\d+)?(?![\u4f59\u9918\u591a\u767e\u5343\u4e07\u842c\u4ebf\u5104]*[\u5e74\u6708\u65e5\u53f7])(?:([\u4ebf\u5104])(\d{1,4})[\u4e07\u842c]|[\u4f59\u9918\u591a]?([\u767e\u5343])?([\u4e07\u842c])?([\u4ebf\u5104])?)(?![\u4f59\u9918\u591a]?[\u5e74\u6708\u65e5\u53f7])[\u4f59\u9918\u591a]?[\p{Alphabetic}%‰\/°]{0,6}$/u;

export function number(word) {
  const found = FIGURE.exec(word.normalize("NFKC"));
  if (!found) return [];
  const [, minus, first, fraction = "", ...rest] = found;
  const [, below, ...more] = rest;
  if (fraction && below) return [];
  const places = below ? 8 : more.reduce((sum, one) => sum + (+"234488"["\u767e\u5343\u4e07\u842c\u4ebf\u5104".indexOf(one)] || 0), 0);
  const decimals = below ? `${below.padStart(4, "0")}0000` : fraction.slice(1).padEnd(places, "0");
  const whole = (first.replaceAll(",", "") + decimals.slice(0, places)).replace(/^0+(?=\d)/, "");
  const after = decimals.slice(places).replace(/0+$/, "");
  return [hash(NUMBER, [...`${minus && "-"}${whole}${after && "."}${after}`])];
}
