/** A series: its description, the series below it, and its documents. */
import { h, langOf, rich, section as part } from "../dom.js";
import { list } from "../lists/list.js";
import { facts } from "../parts/facts.js";
import { title, trail } from "./head.js";

export const section = (page, { say, address }) => ({
  title: page.seo.title,
  translations: page.translations,
  content: h(
    "div",
    { class: "listing" },
    trail(page.ancestors, say),
    h("p", { class: "kicker" }, say("ARCHIVE_SECTION"), h("span", { class: "code" }, page.referenceCode)),
    title(page.title),
    page.introduction ? rich(page.introduction.html, { class: "lead" }) : null,
    about(page.described, say),
    part(say("series"), { class: "series" }, page.series.nodes.length ? h("ul", { class: "shelves" }, page.series.nodes.map((node) => shelf(node, say))) : null),
    list(page.entries, { say, address }),
  ),
});

function about({ dates, extent, languages, ...said }, say) {
  const shown = (text) => (text ? rich(text.html, { class: "text" }) : null);
  return part(
    say("aboutSeries"),
    { class: "about-series" },
    facts([
      [say("dates"), dates?.display],
      [say("extent"), extent],
      ...["scopeAndContent", "provenance", "arrangement", "accessConditions"].map((key) => [say(key), shown(said[key])]),
      [say("languages"), ...languages.map(({ code, name }) => h("span", { lang: langOf(code, say.language) }, name))],
    ]),
  );
}

function shelf({ title: name, path, referenceCode, introduction, entries }, say) {
  return h(
    "li",
    null,
    h("p", { class: "kicker" }, h("span", { class: "code" }, referenceCode)),
    h("h3", null, h("a", { href: path }, name)),
    introduction ? h("p", { class: "summary" }, introduction.text) : null,
    h("p", { class: "remark" }, say("documents", { n: entries.totalCount })),
  );
}
