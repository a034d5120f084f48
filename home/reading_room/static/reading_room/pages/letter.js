/** An open letter, or the answer to one: laid out as it was sent. */
import { body } from "../blocks/index.js";
import { h, lines, section } from "../dom.js";
import { cards } from "../parts/card.js";
import { entry } from "./entry.js";

// What editors put below a letter is not part of it.
const BELOW = ["NoteBlock", "RelatedEntriesBlock"];

export function letter(page, context) {
  const { say } = context;
  const end = page.body.findLastIndex(({ __typename }) => !BELOW.includes(__typename)) + 1;
  return entry({ ...page, body: page.body.slice(0, end) }, context, {
    facts: [
      [say("to"), ...page.recipients.map(({ name }) => name)],
      [say("from"), ...page.signatories.map(({ name }) => name)],
    ],
    before: h(
      "div",
      { class: "letterhead" },
      page.transmission ? h("p", { class: "transmission" }, page.transmission) : null,
      people(page.recipients),
      page.salutation ? h("p", { class: "salutation" }, page.salutation) : null,
    ),
    after: [
      h("div", { class: "signatures" }, page.closing ? h("p", { class: "closing" }, page.closing) : null, people(page.signatories)),
      end < page.body.length ? body(page.body.slice(end), say) : null,
    ],
    links: section(say("replies"), { class: "related" }, page.replies.length ? cards(page.replies, say) : null),
  });
}

const people = (all) =>
  all.length ? h("ul", { class: "people" }, all.map((one) => h("li", null, correspondent(one)))) : null;

function correspondent({ name, title, organisation, address, country }) {
  const further = [title, organisation, address, country].filter(Boolean);
  return [h("span", { class: "name" }, name), further.map((line) => h("span", { class: "line" }, lines(line)))];
}
