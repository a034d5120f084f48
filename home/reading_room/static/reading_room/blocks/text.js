/** Blocks of text. */
import { h, lines, rich } from "../dom.js";
import { cards } from "../parts/card.js";
import { day } from "../parts/facts.js";

export const heading = ({ headline, level, anchor }) => h(`h${level}`, { id: anchor }, headline);

export const paragraph = ({ text }) => rich(text.html, { class: "text" });

export function quote({ quote: said, attribution, source }) {
  const whose = attribution || source;
  return h(
    "figure",
    { class: "quote" },
    h("blockquote", null, h("p", null, lines(said))),
    whose ? h("figcaption", null, attribution, attribution && source ? ", " : null, source ? h("cite", null, source) : null) : null,
  );
}

export function dialogue({ turns }) {
  return h(
    "div",
    { class: "dialogue" },
    turns.map(({ speaker, interviewer, text }) =>
      h("div", { class: interviewer ? "turn asks" : "turn" }, h("p", { class: "speaker" }, speaker), rich(text.html, { class: "text" })),
    ),
  );
}

export function note({ kind, text, date }, say) {
  return h(
    "aside",
    { class: `note ${kind.toLowerCase()}`, "aria-label": say(kind) },
    h("p", { class: "kicker" }, say(kind), date ? h("time", { datetime: date }, day(`${date}T12:00`, say.language)) : null),
    rich(text.html, { class: "text" }),
  );
}

export const related = ({ heading: headline, entries }, say) =>
  entries.length
    ? h("section", { class: "related" }, h("h2", null, headline || say("related")), cards(entries, say))
    : "";
