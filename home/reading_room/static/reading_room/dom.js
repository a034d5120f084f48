/** Elements by function. Text only ever becomes text; the one way for HTML is `rich`. */

/** `h("a", {href: "/"}, "Home")`; attributes and children that are null or false are left out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...some(children));
  return element;
}

/** What there is of a list, however nested. */
export const some = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");

/** An element of what the API sanitised. */
export function rich(html, attributes) {
  const element = h("div", attributes);
  element.innerHTML = html;
  return element;
}

/** Lines of text, a break between them. */
export const lines = (text) =>
  text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

/** `lang` for what stands in another language than that around it. */
export const langOf = (code, around) => (code && code !== around ? code : null);

/** A heading that can be jumped to, with what belongs to it; null where there is nothing. */
export function section(heading, attributes, ...children) {
  const content = some(children);
  return content.length ? h("section", attributes, h("h2", null, heading), content) : null;
}
