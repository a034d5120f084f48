/** The languages of the site, and the addresses of a page in each. */
let standard = "en"; // the language of paths without a prefix, from the site

export function learn({ defaultLocale }) {
  standard = defaultLocale.code;
}

/** The prefix of a language's paths. */
export const prefixOf = (code) => (code === standard ? "/" : `/${code}/`);

/** Where a page can be read in each language; its front page where it was not translated.
 *
 * Lists of tags, places, periods and answers are there in all languages, below their prefixes.
 */
export function inLanguages(locales, { language, translations, address, isFound }) {
  const rest = address.pathname.slice(prefixOf(language).length);
  return locales.map(({ code, name }) => {
    if (code === language) return { code, name, path: null };
    if (!translations) return { code, name, path: isFound ? prefixOf(code) + rest + searchOf(address) : prefixOf(code) };
    return { code, name, path: translations.find(({ locale }) => locale.code === code)?.path ?? prefixOf(code) };
  });
}

const searchOf = ({ searchParams }) => (searchParams.has("q") ? `?q=${encodeURIComponent(searchParams.get("q"))}` : "");
