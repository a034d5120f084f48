/** A picture with its caption, in a box that has its size before the picture loads. */
import { h, some } from "../dom.js";

/** `sizes` is the displayed width, by which the browser chooses a file. */
export function figure({ alt, caption, credit, image, contentWarning }, say, sizes = "(min-width: 60rem) 42rem, 92vw") {
  const words = some([caption, credit && h("span", { class: "credit" }, credit)]);
  const below = words.length ? h("figcaption", null, words) : null;
  const show = () => picture(image, { alt, sizes });
  return h("figure", null, contentWarning ? warned(contentWarning, say, show) : show(), below);
}

/** Loads nothing behind a warning until the reader chooses to see it. */
function warned({ text }, say, show) {
  const button = h("button", { type: "button", onclick: reveal }, say("showPicture"));
  const box = h("div", { class: "warned" }, h("p", null, h("strong", null, say("contentWarning")), " ", text), button);
  function reveal() {
    const shown = show();
    shown.tabIndex = -1;
    box.replaceWith(shown);
    shown.focus();
  }
  return box;
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
