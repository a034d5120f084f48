/** The entry point: what happens when the shell is opened, and at every later address. */
import { ask } from "./api.js";
import { frame } from "./frame.js";
import { failure } from "./pages/failure.js";
import { show } from "./pages/show.js";
import { begin as beginPreview, check } from "./preview.js";
import { SITE } from "./queries/site.js";
import { listen, navigate } from "./router.js";
import { words } from "./words.js";

const sites = new Map(); // what is the same on every page, by language

/** A page at an address: `{title, language, main}` and the frame around it. */
async function visit(address) {
  let language = languageAt(address.pathname);
  try {
    const [site, page] = await Promise.all([siteIn(language), show(address, language)]);
    language = page.language;
    return frame(await siteIn(language), { ...page, address });
  } catch (error) {
    const site = await siteIn(language).catch(() => null);
    return frame(site, { ...failure(error, words(language)), language, address });
  }
}

async function siteIn(language) {
  if (!sites.has(language)) {
    const { site } = await ask(SITE, { locale: language });
    sites.set(language, site);
  }
  return sites.get(language);
}

/** At first the shell's language; after that, the language of the path's prefix. */
function languageAt(path) {
  const [site] = sites.values();
  if (!site) return document.documentElement.lang;
  const first = path.split("/")[1];
  return site.locales.find(({ code }) => code === first)?.code ?? site.defaultLocale.code;
}

await beginPreview(new URL(location.href));
listen(visit);
await navigate(new URL(location.href), { isFirst: true });
await check();
