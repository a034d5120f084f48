/** Search, and all documents without a search term: the room's own page, "/search/". */
import { ask } from "../api.js";
import { h } from "../dom.js";
import { listVariables } from "../lists/address.js";
import { list } from "../lists/list.js";
import { searchForm } from "../parts/search_form.js";
import { BROWSE, SEARCH } from "../queries/lists.js";
import { title } from "./head.js";

export const isSearch = (path) => /^(\/[a-z-]+)?\/search\/?$/i.test(path);

export async function search(_, { say, address, language }) {
  const query = (address.searchParams.get("q") ?? "").trim();
  const entries = query ? await answers(query, address, language) : await everything(address, language);
  const headline = query ? say("resultsFor", { query }) : say("allDocuments");
  return {
    title: headline,
    isOwn: true,
    content: h(
      "div",
      { class: "listing" },
      title(headline),
      searchForm(say, language, query),
      list(entries, { say, address, hasOrder: !query }),
    ),
  };
}

/** Hits come best first and forwards only; use the browser's back button to go back. */
async function answers(query, address, language) {
  const { filter, first, after } = listVariables(address);
  const found = await ask(SEARCH, { query, locale: language, filter, first: first ?? 20, after });
  return { ...found.search, nodes: found.search.edges.map(({ node, highlights }) => ({ ...node, highlights })) };
}

async function everything(address, language) {
  return (await ask(BROWSE, { locale: language, ...listVariables(address) })).entries;
}
