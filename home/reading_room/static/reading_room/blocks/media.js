/** Blocks of pictures and films. */
import { h, rich } from "../dom.js";
import { figure } from "../parts/picture.js";

export const image = (block, say) => figure(block.figure, say);

export const gallery = ({ images }, say) =>
  h("div", { class: "gallery" }, images.map((one) => figure(one, say, "(min-width: 60rem) 21rem, 46vw")));

/** A video on another site: no request is sent there before a reader wants to see it. */
export function embed({ url, provider, embedTitle, caption, html }, say) {
  const name = provider || say("otherSite");
  const button = h("button", { type: "button", onclick: play }, say("load", { provider: name }));
  const box = h(
    "div",
    { class: "video" },
    h("p", { class: "video-title" }, embedTitle || name),
    html.includes("<iframe") ? [button, h("p", { class: "remark" }, say("loadHint", { provider: name }))] : null,
    h("p", null, h("a", { href: url, rel: "noreferrer" }, url)),
  );
  function play() {
    const player = rich(html, { class: "player" });
    const frame = player.querySelector("iframe");
    if (embedTitle) frame.title = embedTitle;
    box.replaceWith(player);
    frame.focus();
  }
  return h("figure", { class: "embed" }, box, caption ? h("figcaption", null, caption) : null);
}
