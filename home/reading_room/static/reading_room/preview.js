/** A draft in place of the published page: a one-time code becomes a token, kept in this tab only. */
const KEPT = "preview"; // for a reload of the previewed page; any other address shows what is public
let token = "";
let refusal = "";

function resume(address) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (kept.path === address.pathname) token = kept.token;
}

/** Take the code out of the address at once, and swap it for a token. */
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
  // The panel of the admin loads anew by itself, and shares what is kept with the admin's tab.
  if (window === window.top) sessionStorage.setItem(KEPT, JSON.stringify({ path: page.pathname, token }));
}

/** The header that opens the draft, where there is one. */
export const authorization = () => (token ? { Authorization: `Preview ${token}` } : {});

/** Let Wagtail check the page, where it stands in the panel of the admin. */
export async function check() {
  if (!token || window === window.top) return;
  const options = { headers: authorization(), credentials: "omit" };
  const response = await fetch("/graphql/preview/userbar/", options).catch(() => null);
  if (!response?.ok) return;
  const bar = document.createRange().createContextualFragment(await response.text());
  document.documentElement.append(bar); // the router renews what is in the body
}

/** What the banner says: the name of a word, empty where this is no preview. */
export const banner = () => refusal || (token ? "preview" : "");
