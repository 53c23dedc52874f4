// The form in which texts are compared: the same as src/search/fold.rs.

export const GAP = "\0";
const JOINING = "+-.%/&@#_";
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060-\u2064\uFE00-\uFE0F\uFEFF]/u;
const LETTER = /[\p{Alphabetic}\p{N}]/u;
const MARK = /\p{M}/u;
const WHOLE_SIGN = /[\uFF01-\uFF5E]/u;

const simplified = new Map();
const known = new Map();

// All of GB 2312 is Simplified but for fifteen.
const rows = Uint8Array.from({ length: 16_356 }, (_, at) => 161 + (at % 2 ? (at >> 1) % 94 : at / 188));
export const GB2312 = new TextDecoder("gbk").decode(rows);
let gb;

/** Tells whether a text can hold a Traditional character. */
export function isMixed(text) {
  gb ??= GB2312.replace(/[乾吒夥後徵捱摺於榘甯菸薹醣麴麽]/g, "");
  return [...new Set(text)].some((c) => c > "\u2e7f" && !gb.includes(c));
}

export function learn(pairs) {
  known.clear();
  const all = [...pairs];
  for (let at = 0; at + 1 < all.length; at += 2) simplified.set(all[at], all[at + 1]);
}

function foldRare(c, out) {
  for (const part of c.normalize("NFKD").toLowerCase().normalize("NFKD")) {
    if (MARK.test(part)) continue;
    if (LETTER.test(part) || JOINING.includes(part)) out.push(simplified.get(part) ?? part);
    else out.push(GAP);
  }
}

function foldChar(c) {
  const out = [];
  if (c <= "\x7F") {
    out.push(/[a-z0-9]/.test(c) || JOINING.includes(c) ? c : /[A-Z]/.test(c) ? c.toLowerCase() : GAP);
  } else if (c >= "\u4E00" && c <= "\u9FFF") {
    out.push(simplified.get(c) ?? c);
  } else if (!INVISIBLE.test(c)) {
    if (WHOLE_SIGN.test(c) || LETTER.test(c) || MARK.test(c)) foldRare(c, out);
    else out.push(GAP);
  }
  return out;
}

const BLANK = /[\p{White_Space}\p{Cc}]/u;

/** Returns a sign, a gap for what is none: the same as src/search/sign.rs. */
function signChar(c) {
  if (INVISIBLE.test(c)) return [];
  const own = WHOLE_SIGN.test(c) ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c;
  return [BLANK.test(c) || LETTER.test(own) || MARK.test(own) || JOINING.includes(own) ? GAP : own];
}

/** Folds a text, or its signs alone, and remembers where each folded character comes from. */
export function foldWith(text, signs = false) {
  const folded = [];
  const origin = [];
  let at = 0;
  for (const c of text) {
    if (!signs && !known.has(c)) known.set(c, foldChar(c));
    for (const part of signs ? signChar(c) : known.get(c)) {
      if (part === GAP && (folded.length === 0 || folded[folded.length - 1] === GAP)) continue;
      folded.push(part);
      origin.push(at);
    }
    at += c.length;
  }
  return { folded, origin, end: at };
}

export function fold(text, signs = false) {
  const { folded } = foldWith(text, signs);
  if (folded[folded.length - 1] === GAP) folded.pop();
  return folded;
}

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
