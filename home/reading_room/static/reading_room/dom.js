/** Creates elements. Text only ever becomes text; `rich` is the only way for HTML. */

/** `h("a", {href: "/"}, "Home")`; attributes and children that are null or false are omitted. */
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

/** The items of a nested list, without empty ones. */
export const some = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");

/** An element with HTML that the API sanitised. */
export function rich(html, attributes) {
  const element = h("div", attributes);
  element.innerHTML = html;
  return element;
}

/** Lines of text with breaks between them. */
export const lines = (text) =>
  text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

/** `lang` for content in another language than its surroundings. */
export const langOf = (code, around) => (code && code !== around ? code : null);

/** A heading with an anchor and its content; null without content. */
export function section(heading, attributes, ...children) {
  const content = some(children);
  return content.length ? h("section", attributes, h("h2", null, heading), content) : null;
}
