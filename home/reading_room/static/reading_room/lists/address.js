/** Converts a list's filters, order and position between the address and the API's variables. */
const SIZE = 20;
export const PARAMETERS = ["type", "category", "place", "tag", "year", "language", "order", "after", "before"];

/** `?type=LETTER&year=2006&after=…` as variables of a query. */
export function listVariables(address) {
  const get = (name) => address.searchParams.get(name) || null;
  const several = (name) => {
    const values = address.searchParams.getAll(name).filter(Boolean);
    return values.length ? values : undefined;
  };
  const filter = {
    types: several("type"),
    categories: several("category"),
    places: several("place"),
    tags: several("tag"),
    date: get("year") ? { from: `${get("year")}-01-01`, to: `${get("year")}-12-31` } : undefined,
    locale: get("language") ?? undefined,
  };
  const [before, after] = [get("before"), get("after")];
  return { filter, order: get("order"), ...(before ? { last: SIZE, before } : { first: SIZE, after }) };
}

/** The address with a filter value added or removed, on the first page. */
export function toggled(address, name, value) {
  const parameters = new URLSearchParams(address.search);
  const isOn = parameters.has(name, value);
  if (isOn) parameters.delete(name, value);
  else if (name === "year" || name === "language") parameters.set(name, value);
  else parameters.append(name, value);
  return at(address, parameters, { after: null, before: null });
}

/** The address with some parameters changed; null removes one. */
export function at(address, parameters, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) parameters.delete(name);
    else parameters.set(name, value);
  }
  const search = parameters.toString();
  return address.pathname + (search ? `?${search}` : "");
}

export const isNarrowed = (address) =>
  ["type", "category", "place", "tag", "year", "language"].some((name) => address.searchParams.has(name));
