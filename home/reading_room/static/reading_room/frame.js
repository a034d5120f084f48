/** The frame of every page: the name of the site, its menus, its languages. */
import { h, some } from "./dom.js";
import { facts, link } from "./parts/facts.js";
import { inLanguages, learn, prefixOf } from "./parts/languages.js";
import { searchForm } from "./parts/search_form.js";
import { banner } from "./preview.js";
import { words } from "./words.js";

/** The whole page for the router; without a site, if nothing answers, only the content. */
export function frame(site, page) {
  if (page.redirect) return page;
  const say = words(page.language);
  const main = h("main", { id: "text", tabindex: -1 }, page.content);
  if (!site) return { ...page, content: [main] };
  learn(site);
  return {
    ...page,
    title: page.title === site.name ? site.name : `${page.title} – ${site.name}`,
    content: some([
      h("a", { class: "skip", href: "#text" }, say("skip")),
      banner() ? h("p", { class: "banner", role: "status" }, say(banner())) : null,
      head(site, page, say),
      main,
      foot(site, say),
    ]),
  };
}

function head(site, page, say) {
  return h(
    "header",
    { class: "masthead" },
    h("p", { class: "site" }, h("a", { href: prefixOf(page.language), rel: "home" }, site.name)),
    languages(site, page, say),
    site.main ? h("nav", { class: "menu", "aria-label": say("mainMenu") }, menu(site.main.items, page.address)) : null,
    searchForm(say, page.language),
  );
}

function menu(items, { origin, pathname }) {
  const isHere = ({ url }) => url === origin + pathname;
  return h("ul", null, items.map((item) => h("li", null, link(item, { "aria-current": isHere(item) ? "page" : null }))));
}

/** The whole menu, including nested entries. */
const siteMap = ({ items }) =>
  h("ul", null, items.map((item) => h("li", null, link(item), item.children.length ? h("ul", null, item.children.map((child) => h("li", null, link(child)))) : null)));

function languages({ locales }, page, say) {
  if (locales.length < 2) return null;
  const isFound = page.status === 200 || page.isOwn;
  const choices = inLanguages(locales, { ...page, isFound }).map(({ code, name, path }) =>
    h("li", null, path === null ? h("span", { lang: code, "aria-current": "true" }, name) : h("a", { href: path, lang: code, hreflang: code }, name)),
  );
  return h("nav", { class: "languages", "aria-label": say("languages") }, h("ul", null, choices));
}

function foot(site, say) {
  const contact = site.contactEmail ? h("a", { href: `mailto:${site.contactEmail}` }, site.contactEmail) : null;
  return h(
    "footer",
    { class: "foot" },
    h("p", { class: "organisation" }, site.organisation || site.name),
    site.main ? h("nav", { class: "map", "aria-label": say("siteMap") }, siteMap(site.main)) : null,
    site.footer ? h("nav", { "aria-label": say("footerMenu") }, h("ul", null, site.footer.items.map((item) => h("li", null, link(item))))) : null,
    facts([[say("write"), contact]], { class: "contact" }),
    site.socialLinks.length ? h("ul", { class: "social" }, site.socialLinks.map((place) => h("li", null, link(place, { rel: "me noreferrer" })))) : null,
    h("p", { class: "colophon" }, say("colophon"), " ", h("a", { href: "/graphql/" }, "GraphQL")),
  );
}
