/** A list of terms and values; terms without a value are omitted. */
import { h, some } from "../dom.js";

/** `facts([["Date", "2006"]])` */
export function facts(pairs, attributes) {
  const said = pairs.map(([term, ...values]) => [term, some(values)]).filter(([, values]) => values.length);
  if (!said.length) return null;
  return h("dl", attributes, said.map(([term, values]) => h("div", null, h("dt", null, term), values.map((value) => h("dd", null, value)))));
}

export const link = ({ path, url, title, name, label }, attributes) =>
  h("a", { href: path ?? url, ...attributes }, title ?? name ?? label);

export const links = (targets, attributes) =>
  targets.length ? h("ul", attributes, targets.map((target) => h("li", null, link(target)))) : null;

/** "Kato Hiroshi, Secretary-General, Life Funds" */
export function person({ name, role, affiliation }) {
  const about = some([role, affiliation]).join(", ");
  return [h("span", { class: "name" }, name), about ? h("span", { class: "role" }, about) : null];
}

/** Figures as printed. */
export const amounts = (figures) =>
  h(
    "dl",
    { class: "amounts" },
    figures.map(({ label, value, note }) =>
      h("div", null, h("dt", null, label), h("dd", { class: "amount" }, value), note ? h("dd", { class: "remark" }, note) : null),
    ),
  );

export function file({ title, url, filename, fileSize, pageCount }, say, description) {
  const kind = filename.split(".").pop().toUpperCase();
  const size = fileSize < 1e6 ? [fileSize / 1e3, "kilobyte"] : [fileSize / 1e6, "megabyte"];
  const inUnits = new Intl.NumberFormat(say.language, { style: "unit", unit: size[1], maximumFractionDigits: size[0] < 10 ? 1 : 0 });
  const about = some([kind, pageCount ? say("numberOfPages", { n: pageCount }) : null, inUnits.format(size[0])]);
  return h(
    "p",
    { class: "file" },
    h("a", { href: url, download: filename }, title),
    h("span", { class: "remark" }, about.join(" · ")),
    description ? h("span", { class: "description" }, description) : null,
  );
}

/** The day of an instant, in the reader's language. */
export const day = (instant, language) =>
  new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(instant));
