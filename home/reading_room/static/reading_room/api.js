/** Queries the public API. */
import { authorization, end } from "./preview.js";
import { FRAGMENTS } from "./queries/fragments.js";

/** The API answered with an error, or with an invalid answer. */
export class Refused extends Error {
  constructor(message, requestId = "") {
    super(message);
    this.requestId = requestId;
  }
}

/** Nothing answered at all. */
export class Offline extends Error {}

/** The data of an operation, which is sent with the fragments that it spreads. */
export async function ask(operation, variables = {}) {
  const response = await fetch("/graphql/", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...authorization() },
    body: JSON.stringify({ query: withFragments(operation), variables }),
    credentials: "omit",
  }).catch(() => {
    throw new Offline();
  });
  const answer = await response.json().catch(() => ({}));
  if (answer.errors?.length) {
    const [{ message, extensions }] = answer.errors;
    if (extensions?.code === "PREVIEW_REFUSED") end();
    throw new Refused(message, extensions?.requestId);
  }
  if (!answer.data) throw new Refused(`${response.status} ${response.statusText}`);
  return answer.data;
}

/** The operation and every fragment that it needs, each once. */
function withFragments(operation) {
  const needed = new Set();
  const collect = (text) => {
    for (const [, name] of text.matchAll(/\.\.\.(?!on\b)(\w+)/g)) {
      if (!needed.has(name)) {
        needed.add(name);
        collect(FRAGMENTS[name]);
      }
    }
  };
  collect(operation);
  return [operation, ...[...needed].map((name) => FRAGMENTS[name])].join("\n");
}
