/** Shown instead of a page that cannot be shown, with a helpful message. */
import { Offline } from "../api.js";
import { h } from "../dom.js";
import { searchForm } from "../parts/search_form.js";
import { title } from "./head.js";

export const notFound = (_, { say, language }) => ({
  title: say("notFound"),
  content: h("article", { class: "plain" }, title(say("notFound")), h("p", null, say("notFoundText")), searchForm(say, language)),
});

export const unknown = ({ __typename }, { say }) => ({
  title: __typename,
  content: h("article", { class: "plain" }, title(__typename), h("p", null, say("unknown", { type: __typename }))),
});

/** The page for an error that was thrown while another page was loaded. */
export function failure(error, say) {
  const [headline, sentence] = error instanceof Offline ? ["offline", "offlineText"] : ["failed", "failedText"];
  return {
    title: say(headline),
    content: h(
      "article",
      { class: "plain" },
      title(say(headline)),
      h("p", null, say(sentence)),
      error instanceof Offline ? null : h("p", { class: "message", lang: "en" }, error.message),
      error.requestId ? h("p", null, say("requestId", { id: error.requestId })) : null,
      h("p", null, h("a", { class: "button", href: location.href }, say("again"))),
    ),
  };
}
