/** The part of a page above its text. */
import { h } from "../dom.js";

/** The heading that gets the focus after navigation. */
export const title = (text) => h("h1", { tabindex: -1 }, text);

/** The breadcrumbs. */
export function trail(ancestors, say) {
  if (!ancestors?.length) return null;
  const steps = ancestors.map(({ title: name, path }) => h("li", null, h("a", { href: path }, name)));
  return h("nav", { class: "trail", "aria-label": say("above") }, h("ol", null, steps));
}
