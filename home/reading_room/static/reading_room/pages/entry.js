/** A document of the archive: what all types have in common. */
import { body } from "../blocks/index.js";
import { note } from "../blocks/text.js";
import { h, langOf, section } from "../dom.js";
import { cards, kindOf, machineDate } from "../parts/card.js";
import { citation } from "../parts/citation.js";
import { day, facts, link, person } from "../parts/facts.js";
import { figure } from "../parts/picture.js";
import { title, trail } from "./head.js";

/** `own` is what a type adds: `before` and `after` the body, `facts`, and `links` below. */
export function entry(page, { say, language }, own = {}) {
  return {
    title: page.seo.title,
    translations: page.translations,
    content: h(
      "div",
      { class: "document" },
      trail(page.ancestors, say),
      h(
        "article",
        { class: page.__typename.toLowerCase() },
        opening(page, say),
        h(
          "div",
          { class: "columns" },
          h("div", { class: "reading" }, page.leadImage ? figure(page.leadImage, say) : null, own.before, body(page.body, say), own.after, corrections(page, say)),
          about(page, say, language, own.facts ?? []),
        ),
      ),
      citation(page.citation, say),
      own.links,
      section(say("related"), { class: "related" }, page.related.length ? cards(page.related, say) : null),
      neighbours(page, say),
    ),
  };
}

const corrections = (page, say) => section(say("corrections"), { class: "corrections" }, page.corrections.map((one) => note(one, say)));

function opening(page, say) {
  return h(
    "header",
    { class: "opening" },
    h("p", { class: "kicker" }, kindOf(page, say), h("span", { class: "code" }, page.referenceCode)),
    title(page.title),
    page.subtitle ? h("p", { class: "subtitle" }, page.subtitle) : null,
    page.contentWarning ? h("p", { class: "warning" }, h("strong", null, say("contentWarning")), " ", page.contentWarning.text) : null,
    h("p", { class: "dateline" }, h("time", { datetime: machineDate(page.date.edtf) }, page.date.display)),
  );
}

function about(page, say, language, own) {
  const translations = page.translations.map(({ path, locale: { code } }) => {
    const name = new Intl.DisplayNames(code, { type: "language" }).of(code);
    return h("a", { href: path, lang: langOf(code, language), hreflang: code }, name);
  });
  return h(
    "aside",
    { class: "about", "aria-label": say("aboutDocument") },
    facts([
      [say("referenceCode"), h("span", { class: "code" }, page.referenceCode)],
      [say("date"), page.date.display],
      ...own,
      [say("people"), ...page.contributors.map((one) => h("span", null, person(one)))],
      [say("categories"), ...page.categories.map((one) => link(one))],
      [say("places"), ...page.places.map((one) => link(one))],
      [say("tags"), ...page.tags.map((one) => link(one))],
      [say("partOf"), page.parent ? link(page.parent) : null],
      [say("alsoIn"), ...translations],
      [say("length"), say("wordCount", { n: page.wordCount })],
      [say("source"), page.sourceUrl ? h("a", { href: page.sourceUrl, rel: "noreferrer", class: "address" }, page.sourceUrl) : null],
      [say("online"), page.firstPublishedAt ? day(page.firstPublishedAt, language) : null],
    ]),
  );
}

function neighbours({ previous, next }, say) {
  const step = (page, word, rel) =>
    page
      ? h("a", { href: page.path, rel }, h("span", { class: "kicker" }, say(word)), h("span", { class: "name" }, page.title), h("span", { class: "dateline" }, page.date.display))
      : null;
  if (!previous && !next) return null;
  return h("nav", { class: "neighbours", "aria-label": say("neighbours") }, step(previous, "earlier", "prev"), step(next, "later", "next"));
}
