// Which cases the chosen values leave, and how many each value has.

/** Returns the places of `id` and all that stands below it in the list of values. */
function within(values, id) {
  const places = new Set();
  values.forEach((value, place) => {
    for (let own = place; own !== undefined && own !== null; own = values[own].above) {
      if (values[own].id === id) {
        places.add(place);
        break;
      }
    }
  });
  return places;
}

/** Regions below the topmost stand in a column of their own, which is read only when one is chosen. */
async function column(store, key, ids) {
  const facet = await store.facet(key);
  if (key !== "region" || ids.every((id) => facet.values.some((value) => value.id === id))) return facet;
  return store.facet("place");
}

/** Returns for each case whether it has one of the chosen values. */
async function mask(store, key, ids) {
  const { values, starts, places } = await column(store, key, ids);
  const wanted = new Set(ids.flatMap((id) => [...within(values, id)]));
  return Uint8Array.from({ length: starts.length - 1 }, (_, number) => {
    for (let at = starts[number]; at < starts[number + 1]; at += 1) if (wanted.has(places[at])) return 1;
    return 0;
  });
}

/** Returns the masks of all facets that something is chosen of, by their keys. */
export async function masks(store, chosen) {
  const all = [...chosen].filter(([, ids]) => ids.length > 0);
  return new Map(await Promise.all(all.map(async ([key, ids]) => [key, await mask(store, key, ids)])));
}

/** Returns the cases that all masks leave, but for that of `except`. */
export function left(numbers, masks, except = "") {
  const own = [...masks].filter(([key]) => key !== except).map(([, mask]) => mask);
  return own.length === 0 ? numbers : numbers.filter((number) => own.every((mask) => mask[number] === 1));
}

/** Returns how many of the cases have each value, those of the values below it included. */
export function counts({ values, starts, places }, numbers) {
  const count = new Uint32Array(values.length);
  for (const number of numbers) {
    const met = new Set();
    for (let at = starts[number]; at < starts[number + 1]; at += 1) {
      for (let own = places[at]; own !== undefined && own !== null; own = values[own]?.above) met.add(own);
    }
    for (const own of met) count[own] += 1;
  }
  return count;
}

/** Returns the name of a chosen value. */
export async function nameOf(store, key, id) {
  const { values } = await column(store, key, [id]);
  return values.find((value) => value.id === id)?.name ?? id;
}
