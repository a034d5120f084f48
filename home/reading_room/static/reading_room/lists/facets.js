/** Facets: links that add a filter to the address or remove it. */
import { h, langOf, some } from "../dom.js";
import { at, isNarrowed, PARAMETERS, toggled } from "./address.js";
import { bars } from "./timeline.js";

const MOST = 12; // values of one facet, the most frequent ones

export function facets(found, { say, address, hasYears }) {
  const language = say.language;
  const groups = some([
    hasYears && found.years.length > 1 ? group(say("years"), years(found.years, address, say)) : null,
    choices("type", say("types"), found.types.map(({ type, count }) => ({ value: type, name: say(type), count })), address),
    choices("category", say("categories"), named(found.categories, "category", language), address),
    choices("place", say("places"), named(found.places, "place", language), address),
    choices("tag", say("tags"), named(found.tags, "tag", language), address),
    choices("language", say("languages"), found.locales.map(({ locale, count }) => ({ value: locale.code, name: locale.name, count, lang: langOf(locale.code, language) })), address),
  ]);
  if (!groups.length) return null;
  const none = Object.fromEntries(PARAMETERS.map((name) => [name, null]));
  const box = h(
    "details",
    { class: "facets", open: matchMedia("(min-width: 60rem)").matches || isNarrowed(address) },
    h("summary", null, say("narrow")),
    isNarrowed(address) ? h("p", null, h("a", { href: at(address, new URLSearchParams(address.search), none) }, say("clear"))) : null,
    groups,
  );
  return h("aside", { class: "narrow", "aria-label": say("narrow") }, box);
}

const group = (name, content) => h("section", { class: "facet" }, h("p", { class: "facet-name" }, name), content);

/** Terms with the same slug in several languages are one choice, named in the reader's language. */
function named(values, key, language) {
  const choicesBySlug = new Map();
  for (const { count, [key]: term } of values) {
    const known = choicesBySlug.get(term.slug);
    const isOwn = !term.locale || term.locale.code === language;
    choicesBySlug.set(term.slug, {
      value: term.slug,
      name: known && !isOwn ? known.name : term.name,
      count: (known?.count ?? 0) + count,
      lang: isOwn ? null : (known?.lang ?? term.locale.code),
    });
  }
  return [...choicesBySlug.values()];
}

function choices(name, heading, values, address) {
  const chosen = new Set(address.searchParams.getAll(name));
  if (values.length < 2 && !chosen.size) return null;
  const shown = values.filter(({ value }, index) => index < MOST || chosen.has(value));
  const rows = shown.map(({ value, name: words, count, lang }) =>
    h("li", null, h("a", { href: toggled(address, name, value), "aria-current": chosen.has(value) ? "true" : null, rel: "nofollow" }, h("span", { lang }, words), h("span", { class: "count" }, count))),
  );
  return group(heading, h("ul", null, rows));
}

const years = (values, address, say) =>
  bars(
    [...values].reverse().map(({ year, count }) => ({
      label: String(year),
      count,
      href: toggled(address, "year", String(year)),
      isChosen: address.searchParams.get("year") === String(year),
      says: say("inYear", { year, count }),
    })),
  );
