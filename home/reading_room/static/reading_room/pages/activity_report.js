/** What the organisation did in a fiscal year. */
import { h } from "../dom.js";
import { amounts, file } from "../parts/facts.js";
import { entry } from "./entry.js";

export function activityReport(page, context) {
  const { say } = context;
  return entry(page, context, {
    facts: [[say("fiscalYear"), page.fiscalYear.label]],
    before: page.figures.length
      ? h("section", { class: "figures", "aria-label": say("figures") }, h("p", { class: "box-title" }, say("figures")), amounts(page.figures))
      : null,
    after: page.document ? file(page.document, say, say("printed")) : null,
  });
}
