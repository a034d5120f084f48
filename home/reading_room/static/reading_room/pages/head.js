/** What stands above the text of a page. */
import { h } from "../dom.js";

/** The heading that gets the focus when somebody comes from another page. */
export const title = (text) => h("h1", { tabindex: -1 }, text);

/** The way from the front page down to here. */
export function trail(ancestors, say) {
  if (!ancestors?.length) return null;
  const steps = ancestors.map(({ title: name, path }) => h("li", null, h("a", { href: path }, name)));
  return h("nav", { class: "trail", "aria-label": say("above") }, h("ol", null, steps));
}
