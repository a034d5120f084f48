/** How to cite a document, to copy. */
import { h } from "../dom.js";

export function citation({ text, bibtex }, say) {
  return h(
    "section",
    { class: "citation" },
    h("h2", null, say("citation")),
    copied(h("p", null, text), text, say),
    h("details", null, h("summary", null, "BibTeX"), copied(h("pre", { tabindex: 0 }, bibtex), bibtex, say)),
  );
}

function copied(element, text, say) {
  const button = h("button", { type: "button", class: "copy", onclick: copy }, say("copy"));
  const answer = h("span", { role: "status" });
  async function copy() {
    await navigator.clipboard.writeText(text);
    answer.textContent = say("copied");
  }
  // Browsers allow the clipboard only in secure contexts.
  return h("div", { class: "copied" }, element, navigator.clipboard ? [button, answer] : null);
}
