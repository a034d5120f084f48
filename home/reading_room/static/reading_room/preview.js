/** A draft in place of the published page: a one-time code becomes a token, kept in this tab only. */
const KEPT = "preview"; // kept for a reload of the previewed page; any other address shows what is public
let token = "";
let refusal = "";

function resume(address) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (kept.path === address.pathname) token = kept.token;
}

/** Removes the code from the address at once, and exchanges it for a token. */
export async function begin(address) {
  const code = address.searchParams.get("code");
  if (code === null) {
    resume(address);
    return;
  }
  address.searchParams.delete("code");
  history.replaceState(null, "", address);
  const response = await fetch("/graphql/preview/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
    credentials: "omit",
  }).catch(() => null);
  const answer = response?.ok ? await response.json().catch(() => null) : null;
  if (!answer?.token) {
    refusal = "previewRefused";
    return;
  }
  token = answer.token;
  const page = new URL(answer.path, address);
  history.replaceState(null, "", page);
  // The admin's panel reloads by itself, and shares its storage with the admin's tab.
  if (window === window.top) sessionStorage.setItem(KEPT, JSON.stringify({ path: page.pathname, token }));
}

/** The header that opens the draft, if any. */
export const authorization = () => (token ? { Authorization: `Preview ${token}` } : {});

/** Once it is refused, what is public is shown instead: trying again leads somewhere. */
export function end() {
  token = "";
  refusal = "previewRefused";
  if (window === window.top) sessionStorage.removeItem(KEPT);
}

/** Lets Wagtail check the page if it is in the admin's panel. */
export async function check() {
  if (!token || window === window.top) return;
  const options = { headers: authorization(), credentials: "omit" };
  const response = await fetch("/graphql/preview/userbar/", options).catch(() => null);
  if (!response?.ok) return;
  const bar = document.createRange().createContextualFragment(await response.text());
  document.documentElement.append(bar); // the router replaces the body's content
}

/** The key of the banner's text; empty without a preview. */
export const banner = () => refusal || (token ? "preview" : "");
