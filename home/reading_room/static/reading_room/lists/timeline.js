/** The number of documents for each year or month, as columns linked to them. */
import { h } from "../dom.js";

/** Links each year to its own page. */
export const timeline = (buckets, root, say) =>
  buckets.length
    ? bars(buckets.map(({ year, count }) => ({ label: String(year), count, href: `${root}${year}/`, says: say("inYear", { year, count }) })))
    : null;

/** The months of one year; documents without a known month are in none. */
export function months(buckets, { path, month, language, say }) {
  const name = (number, style) => new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" }).format(Date.UTC(2000, number - 1));
  const known = buckets.filter((bucket) => bucket.month);
  if (!known.length) return null;
  return h(
    "nav",
    { "aria-label": say("months") },
    bars(
      known.map((bucket) => ({
        label: name(bucket.month, "short"),
        count: bucket.count,
        href: `${path.replace(/\/?$/, "/")}${String(bucket.month).padStart(2, "0")}/`,
        isChosen: bucket.month === month,
        says: `${name(bucket.month, "long")}: ${bucket.count}`,
      })),
    ),
  );
}

export function bars(columns) {
  const most = Math.max(...columns.map(({ count }) => count));
  return h(
    "ol",
    { class: "bars" },
    columns.map(({ label, count, href, isChosen, says }) => {
      const bar = h("span", { class: "bar", "aria-hidden": "true" });
      bar.style.blockSize = `${(count / most) * 100}%`;
      const link = h("a", { href, title: says, "aria-label": says, "aria-current": isChosen ? "true" : null }, h("span", { class: "column" }, bar), h("span", { class: "label" }, label));
      return h("li", null, link);
    }),
  );
}
