/** The documents of a category, a tag or a place. */
import { h } from "../dom.js";
import { list } from "../lists/list.js";
import { facts, link } from "../parts/facts.js";
import { title } from "./head.js";

function term(kind, name, { say, address }, entries, ...about) {
  return {
    title: name,
    content: h("div", { class: "listing" }, h("p", { class: "kicker" }, say(kind)), title(name), about, list(entries, { say, address })),
  };
}

export function category(found, context) {
  const { say } = context;
  const narrower = found.narrower.map((child) => [link(child), h("span", { class: "count" }, child.entryCount)]);
  const about = [
    found.description ? h("p", { class: "lead" }, found.description) : null,
    facts([
      [say("partOf"), found.parent ? link(found.parent) : null],
      [say("narrower"), ...narrower.map((child) => h("span", null, child))],
    ]),
  ];
  return { ...term("categories", found.name, context, found.entries, about), translations: found.translations };
}

export const tag = (found, context) => term("tags", found.name, context, found.entries);

export function place(found, context) {
  const { say } = context;
  const around = found.precision === "EXACT" ? "" : "≈ ";
  const position = found.latitude === null ? null : `${around}${found.latitude}, ${found.longitude}`;
  const about = facts([
    [say("country"), found.country],
    [say("coordinates"), position],
  ]);
  return term("places", found.name, context, found.entries, about);
}
