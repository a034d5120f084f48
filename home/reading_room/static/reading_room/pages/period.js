/** The documents of a year or a month. */
import { ask } from "../api.js";
import { h } from "../dom.js";
import { list } from "../lists/list.js";
import { months } from "../lists/timeline.js";
import { MONTHS } from "../queries/lists.js";
import { title } from "./head.js";

export async function period(found, { say, address, language }) {
  const { timeline } = await ask(MONTHS, { from: `${found.year}-01-01`, to: `${found.year}-12-31` });
  const yearPath = found.month ? address.pathname.replace(/\d+\/?$/, "") : address.pathname;
  return {
    title: found.seo.title,
    content: h(
      "div",
      { class: "listing" },
      h("p", { class: "kicker" }, say("years"), found.month ? h("a", { href: yearPath }, found.year) : null),
      title(found.seo.title),
      months(timeline.filter(({ year }) => year === found.year), { path: yearPath, month: found.month, language, say }),
      list(found.entries, { say, address, hasYears: false }),
    ),
  };
}
