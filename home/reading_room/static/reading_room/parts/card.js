/** A document in a list. */
import { h, langOf, rich } from "../dom.js";
import { picture } from "./picture.js";

export function cards(entries, say, level = 3) {
  return h("ol", { class: "cards" }, entries.map((entry) => h("li", null, card(entry, say, { level }))));
}

/** `highlights` are the places that match the search. */
export function card(entry, say, { level = 3, highlights = [] } = {}) {
  const lang = langOf(entry.locale.code, say.language);
  const places = highlights.filter(({ field }) => field !== "title").map(({ html }) => html);
  const text = [...new Set(places)].slice(0, 2);
  const pictured = entry.leadImage && !entry.leadImage.contentWarning?.maskThumbnail;
  return h(
    "article",
    { class: pictured ? "card pictured" : "card" },
    h("p", { class: "kicker" }, kindOf(entry, say), h("span", { class: "code" }, entry.referenceCode)),
    h(`h${level}`, { lang }, h("a", { href: entry.path }, entry.title)),
    entry.subtitle ? h("p", { class: "subtitle", lang }, entry.subtitle) : null,
    h("p", { class: "dateline", lang }, h("time", { datetime: machineDate(entry.date.edtf) }, entry.date.display)),
    text.length
      ? text.map((html) => rich(html, { class: "highlight", lang }))
      : h("p", { class: "summary", lang }, entry.summary),
    entry.contentWarning ? h("p", { class: "warning", lang }, h("strong", null, say("contentWarning")), " ", entry.contentWarning.text) : null,
    pictured ? h("div", { class: "thumbnail", "aria-hidden": "true" }, picture(entry.leadImage.image, { alt: "" })) : null,
  );
}

/** The label for readers: "Border report", "Letter". */
export const kindOf = ({ __typename, kind }, say) =>
  say(kind ?? __typename.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase());

/** The value for `<time>`, which cannot express a span. */
export const machineDate = (edtf) => (edtf.includes("/") ? null : edtf);
