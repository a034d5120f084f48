/** Blocks of figures and files. */
import { h } from "../dom.js";
import { amounts, file } from "../parts/facts.js";

export function table({ caption, header, headerColumn, rows }) {
  const row = (cells) =>
    h("tr", null, cells.map((cell, index) => (headerColumn && index === 0 ? h("th", { scope: "row" }, cell) : h("td", null, cell))));
  return h(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": caption || header?.join(", ") || null },
    h(
      "table",
      null,
      caption ? h("caption", null, caption) : null,
      header ? h("thead", null, h("tr", null, header.map((cell) => (cell ? h("th", { scope: "col" }, cell) : h("td"))))) : null,
      h("tbody", null, rows.map(row)),
    ),
  );
}

export const figures = ({ heading, figures: all }) =>
  h("section", { class: "figures", "aria-label": heading }, heading ? h("p", { class: "box-title" }, heading) : null, amounts(all));

export const documentFile = ({ document, description }, say) => file(document, say, description);
