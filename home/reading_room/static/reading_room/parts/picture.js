/** A picture with its caption, in a box that is there before the picture is. */
import { h, some } from "../dom.js";

/** `sizes` says how wide it is shown, for the browser to choose by. */
export function figure({ alt, caption, credit, image }, sizes = "(min-width: 60rem) 42rem, 92vw") {
  const words = some([caption, credit && h("span", { class: "credit" }, credit)]);
  return h("figure", null, picture(image, { alt, sizes }), words.length ? h("figcaption", null, words) : null);
}

export function picture({ rendition, srcSet, placeholder }, { alt, sizes, isFirst = false }) {
  const element = h("img", {
    alt,
    width: rendition.width,
    height: rendition.height,
    loading: isFirst ? null : "lazy",
    decoding: "async",
    sizes: srcSet ? sizes : null,
    srcset: srcSet || null,
  });
  if (placeholder) {
    element.style.backgroundImage = `url("${placeholder}")`;
    element.addEventListener("load", () => element.style.removeProperty("background-image"), { once: true });
  }
  element.src = rendition.url; // last, so that nothing is loaded that `srcset` will not choose
  return element;
}
