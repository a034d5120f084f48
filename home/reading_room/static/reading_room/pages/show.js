/** Converts an address to a page: `{title, language, content, translations}`, or `{redirect}`. */
import { ask } from "../api.js";
import { ROUTE } from "../queries/route.js";
import { listVariables } from "../lists/address.js";
import { words } from "../words.js";
import { notFound, unknown } from "./failure.js";
import { TARGETS } from "./index.js";
import { isSearch, search } from "./search.js";

export async function show(address, language) {
  const path = address.pathname;
  const variables = { path, locale: language, ...listVariables(address) };
  const { route } = await ask(ROUTE, variables);
  const target = route.target;
  if (target?.__typename === "Redirect") return { redirect: target.location };
  const spoken = target?.locale?.code ?? language;
  const say = words(spoken);
  const context = { address, language: spoken, say };
  const renderer = target ? (TARGETS[target.__typename] ?? unknown) : isSearch(path) ? search : notFound;
  return { language: spoken, status: route.status, ...(await renderer(target, context)) };
}
