/** A draft in place of the published page: a one-time code becomes a token, kept in this tab only. */
let token = "";
let refusal = "";

/** Take the code out of the address at once, and swap it for a token. */
export async function begin(address) {
  const code = address.searchParams.get("code");
  if (code === null) return;
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
  history.replaceState(null, "", new URL(answer.path, address));
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
