/** A series: what it holds, the series below it, and its documents. */
import { h, rich, section as part } from "../dom.js";
import { list } from "../lists/list.js";
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
    part(say("series"), { class: "series" }, page.series.nodes.length ? h("ul", { class: "shelves" }, page.series.nodes.map((node) => shelf(node, say))) : null),
    list(page.entries, { say, address }),
  ),
});

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
