/** The front page of a language, with links into the archive. */
import { ask } from "../api.js";
import { body } from "../blocks/index.js";
import { h, rich, section } from "../dom.js";
import { timeline } from "../lists/timeline.js";
import { cards } from "../parts/card.js";
import { link } from "../parts/facts.js";
import { SUBJECTS } from "../queries/lists.js";
import { title } from "./head.js";

export async function home(page, { say, language }) {
  const { categories, places, timeline: years } = await ask(SUBJECTS, { locale: language });
  return {
    title: page.seo.title,
    translations: page.translations,
    content: h(
      "div",
      { class: "home" },
      h("header", { class: "opening" }, title(page.title), page.introduction ? rich(page.introduction.html, { class: "lead" }) : null),
      section(say("featured"), { class: "featured" }, page.featured.length ? cards(page.featured, say) : null),
      page.body.length ? body(page.body, say) : null,
      h(
        "div",
        { class: "ways" },
        section(say("byYear"), null, timeline(years, page.path, say)),
        section(say("subjects"), null, counted(categories.filter(({ parent }) => !parent))),
        section(say("byPlace"), null, counted(places)),
      ),
    ),
  };
}

const counted = (terms) =>
  terms.length
    ? h("ul", { class: "terms" }, terms.map((term) => h("li", null, link(term), h("span", { class: "count" }, term.entryCount))))
    : null;
