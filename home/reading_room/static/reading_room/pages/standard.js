/** A page outside the archive. */
import { body } from "../blocks/index.js";
import { h } from "../dom.js";
import { links } from "../parts/facts.js";
import { title, trail } from "./head.js";

export const standard = (page, { say }) => ({
  title: page.seo.title,
  translations: page.translations,
  content: h(
    "article",
    { class: "plain" },
    trail(page.ancestors, say),
    title(page.title),
    body(page.body, say),
    links(page.below.nodes, { class: "children" }),
  ),
});
