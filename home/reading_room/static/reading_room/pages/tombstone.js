/** What is left of a withdrawn document: when and why it was withdrawn, and where to read on. */
import { h } from "../dom.js";
import { day, link } from "../parts/facts.js";
import { title } from "./head.js";

export const tombstone = (found, { say, language }) => ({
  title: say("takenDown"),
  content: h(
    "article",
    { class: "plain tombstone" },
    h("p", { class: "kicker" }, say(found.type), found.code ? h("span", { class: "code" }, found.code) : null),
    title(say("takenDown")),
    h("p", null, say("takenDownText", { date: day(found.at, language) }), " ", say(found.reason)),
    found.note ? h("p", { class: "lead" }, found.note) : null,
    found.replacedBy ? h("p", null, say("readOn"), ": ", link(found.replacedBy)) : null,
  ),
});
