/** Navigation without reloading: links, the back button, focus, and screen reader announcements. */
import { h } from "./dom.js";

// Paths that this server answers with something other than a page of the room.
const ELSEWHERE = /^\/(admin|documents|feeds|graphql|images|media|static)(\/|$)|\.\w+$/;
const announcer = h("div", { class: "unseen", "aria-live": "polite", "aria-atomic": "true" });
let visit;
let latest = 0;
let shown = ""; // the address on the screen, without its fragment

export function listen(visitAddress) {
  visit = visitAddress;
  history.scrollRestoration = "manual";
  document.addEventListener("click", follow);
  document.addEventListener("submit", submit);
  addEventListener("popstate", goBack);
  addEventListener("scrollend", rememberScroll);
}

/** Shows an address; of several in a row, the last one wins. */
export async function navigate(address, { isFirst = false, isBack = false } = {}) {
  const turn = (latest += 1);
  document.body.setAttribute("aria-busy", "true");
  const page = await visit(address);
  if (turn !== latest) return;
  if (page.redirect) {
    const target = new URL(page.redirect, address);
    if (target.origin !== location.origin) return location.replace(target);
    history.replaceState(null, "", target);
    return navigate(target, { isFirst });
  }
  shown = address.pathname + address.search;
  document.documentElement.lang = page.language;
  document.title = page.title;
  document.body.replaceChildren(...page.content, announcer);
  document.body.removeAttribute("aria-busy");
  arrive(address, { isFirst, isBack, title: page.title });
}

function arrive(address, { isFirst, isBack, title }) {
  const anchor = address.hash && document.getElementById(decodeURIComponent(address.hash.slice(1)));
  if (isBack) scrollTo(0, history.state?.scroll ?? 0);
  else if (anchor) anchor.scrollIntoView();
  else if (!isFirst) scrollTo(0, 0);
  if (isFirst) return;
  document.querySelector("h1")?.focus({ preventScroll: true });
  announcer.textContent = title;
}

/** Handles back and forward; jumps within the page are the browser's own. */
function goBack() {
  if (location.pathname + location.search !== shown) navigate(new URL(location.href), { isBack: true });
}

function rememberScroll() {
  history.replaceState({ scroll: scrollY }, "");
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
  const address = new URL(link.href, location.href);
  if (address.origin !== location.origin || ELSEWHERE.test(address.pathname)) return;
  if (address.hash && address.pathname + address.search === shown) return;
  event.preventDefault();
  go(address);
}

/** A GET form: its nonempty fields become the address. */
function submit(event) {
  const form = event.target;
  if (form.method !== "get") return;
  event.preventDefault();
  const address = new URL(form.action);
  const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  address.search = new URLSearchParams(fields);
  go(address);
}

function go(address) {
  rememberScroll();
  history.pushState(null, "", address);
  navigate(address);
}
