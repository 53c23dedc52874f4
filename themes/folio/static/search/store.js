// Fetches the files of the index, each once.

import { read } from "./bits.js";
import { learn } from "./fold.js";
import { BITS } from "./gram.js";

/** What the head of an answer costs, in bytes. */
const REQUEST = 400;

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const text = (bytes) => new TextDecoder().decode(bytes);

export class Store {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
    this.lists = new Map();
    /** About how many bytes were fetched so far, with what the requests themselves cost. */
    this.spent = 0;
  }

  /** Fetches a file once; one that failed is fetched again when it is asked for again. */
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

  /** Returns how many cases there are and how the index is cut. */
  manifest() {
    return this.get("index.bin", (bytes) => {
      const line = bytes.indexOf(10);
      const head = JSON.parse(text(bytes.subarray(0, line)));
      const version = (number) => {
        const from = line + 1 + number * head.version;
        return [...bytes.subarray(from, from + head.version)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      };
      const shards = 2 ** head.bits;
      return { ...head, shard: version, chunk: (number) => version(shards + number) };
    }, { cache: "no-cache" });
  }

  /** Returns the lists of grams, by hash; a gram that no case has is left out. */
  async lists_of(hashes) {
    const { bits, cases, shard } = await this.manifest();
    const missing = new Map();
    for (const hash of hashes.filter((own) => !this.lists.has(own))) {
      const number = hash >>> (BITS - bits);
      missing.set(number, [...(missing.get(number) ?? []), hash]);
    }
    await Promise.all([...missing].map(async ([number, own]) => {
      const bytes = await this.get(`shards/${number.toString(16)}.bin?v=${shard(number)}`, (bytes) => bytes);
      const found = read(bytes, own, bits, cases);
      for (const hash of own) this.lists.set(hash, found.get(hash) ?? null);
    }));
    return this.lists;
  }

  /** Returns what results show of a case. */
  async card(number) {
    const { each, chunk } = await this.manifest();
    const part = Math.floor(number / each);
    const rows = await this.get(`cases/${part.toString(16)}.bin?v=${chunk(part)}`, async (bytes) => JSON.parse(text(await inflate(bytes))));
    const [id, href, title, summary, region, model, topics, date, draft, hidden = []] = rows[number % each];
    return { number, id, href, title, summary, region, model, topics, date, draft, hidden };
  }

  /** Returns the values of a facet, and for each case their places: `places[starts[n]..starts[n + 1]]`. */
  async facet(key) {
    const { cases, facets } = await this.manifest();
    const version = facets.find(([own]) => own === key)?.[2] ?? "";
    return this.get(`facets/${encodeURIComponent(key)}.bin?v=${version}`, async (packed) => {
      const bytes = await inflate(packed);
      const line = bytes.indexOf(10);
      const values = JSON.parse(text(bytes.subarray(0, line))).map(([id, name, above]) => ({ id, name, above }));
      const single = bytes[line + 1] === 1;
      const starts = new Uint32Array(cases + 1);
      for (let at = 0; at < cases; at += 1) starts[at + 1] = starts[at] + (single ? 1 : bytes[line + 2 + at]);
      const low = line + 2 + (single ? 0 : cases);
      const total = starts[cases];
      const places = Uint16Array.from({ length: total }, (_, at) => bytes[low + at] | (bytes[low + total + at] << 8));
      return { values, starts, places };
    });
  }

  /** Learns Traditional characters. */
  learn() {
    return this.get("fold.bin", async (bytes) => learn(text(await inflate(bytes))));
  }
}
