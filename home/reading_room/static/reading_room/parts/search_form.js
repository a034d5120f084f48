/** The search form. */
import { h } from "../dom.js";
import { prefixOf } from "./languages.js";

let number = 0;

export function searchForm(say, language, query = "") {
  const id = `search-${(number += 1)}`;
  return h(
    "form",
    { role: "search", class: "search", action: `${prefixOf(language)}search/`, method: "get" },
    h("label", { for: id, class: "unseen" }, say("searchArchive")),
    h("input", { id, type: "search", name: "q", value: query, maxlength: 200, placeholder: say("searchHint"), autocomplete: "off" }),
    h("button", null, say("search")),
  );
}
