/** A list of documents with its facets, its order and its pages. */
import { h } from "../dom.js";
import { card } from "../parts/card.js";
import { at } from "./address.js";
import { facets } from "./facets.js";

const ORDERS = ["DATE_DESC", "DATE_ASC", "TITLE_ASC"];

export function list(entries, { say, address, hasOrder = true, hasYears = true }) {
  return h(
    "div",
    { class: "list" },
    facets(entries.facets, { say, address, hasYears }),
    h(
      "section",
      { class: "found", "aria-label": say("allDocuments") },
      h(
        "div",
        { class: "list-head" },
        h("p", { class: "total", role: "status" }, entries.totalCount ? say("documents", { n: entries.totalCount }) : say("nothing")),
        hasOrder && entries.totalCount > 1 ? order(address, say) : null,
      ),
      h("ol", { class: "entries" }, entries.nodes.map((entry) => h("li", null, card(entry, say, { level: 2, highlights: entry.highlights })))),
      pages(entries.pageInfo, address, say),
    ),
  );
}

function order(address, say) {
  const chosen = address.searchParams.get("order") ?? ORDERS[0];
  const choices = ORDERS.map((name) =>
    h("li", null, h("a", { href: at(address, new URLSearchParams(address.search), { order: name, after: null, before: null }), "aria-current": name === chosen ? "true" : null }, say(name))),
  );
  return h("nav", { class: "order", "aria-label": say("order") }, h("ul", null, choices));
}

function pages({ hasNextPage, hasPreviousPage, startCursor, endCursor }, address, say) {
  if (!hasNextPage && !hasPreviousPage) return null;
  const to = (changes) => at(address, new URLSearchParams(address.search), changes);
  const isSearch = address.searchParams.has("q"); // hits come only forwards
  return h(
    "nav",
    { class: "pages", "aria-label": say("pages") },
    hasPreviousPage && !isSearch ? h("a", { rel: "prev", href: to({ before: startCursor, after: null }) }, `← ${say("newerPage")}`) : null,
    hasNextPage ? h("a", { rel: "next", href: to({ after: endCursor, before: null }) }, `${say("olderPage")} →`) : null,
  );
}
