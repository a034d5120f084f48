// Keeps what is typed in a form of the admin while the connection or the session is lost.
// Before a form is submitted, the server is asked whether it would accept it; if not, the form stays.

const script = document.currentScript;
const FORM = 'form[data-controller~="w-unsaved"]'; // Wagtail's for pages, terms, files and settings
// Every other in which something is typed or drawn; without the menu at the side, nobody is logged in.
const OTHER =
  '[data-wagtail-sidebar] ~ main form[method="post" i]:is([data-media-obscure], :has(textarea, select, ' +
  'input:not([type="hidden"], [type="submit"])))';
const ANY = `${FORM}, ${OTHER}`;
let sending = null; // the form that is being submitted again
let shown = null; // another editor's version that Wagtail has shown

async function sessionState() {
  let answer;
  try {
    answer = await fetch(script.dataset.session, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
      cache: "no-store",
    });
  } catch {
    return "offline";
  }
  if (!answer.ok) return "ended";
  const { csrf } = await answer.json();
  // A new login changed the token; autosave and the form send the one in the form.
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => {
    input.value = csrf;
  });
  return "alive";
}

async function tell() {
  const state = await sessionState();
  let notice = document.getElementById("keep-typed");
  if (state === "alive") {
    notice?.remove();
    return true;
  }
  if (notice?.dataset.state === state) return false; // shown already
  notice?.remove();
  notice = document.createElement("div");
  Object.assign(notice, { id: "keep-typed", className: "help-block help-critical" });
  notice.dataset.state = state;
  notice.setAttribute("role", "alert");
  notice.style.cssText = "position: fixed; inset: auto 1rem 5rem auto; max-width: 30rem; z-index: 100";
  notice.textContent = script.dataset[state];
  if (state === "ended") {
    const link = document.createElement("a");
    Object.assign(link, { href: script.dataset.login, target: "_blank", textContent: script.dataset.again });
    notice.append(" ", link);
  }
  document.body.append(notice);
  return false;
}

async function resume() {
  if (!document.getElementById("keep-typed") || !(await tell())) return;
  // As after a key press: autosave, if on, saves the present content of the form.
  document.querySelector(FORM)?.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
}

// Autosave creates a new page: submitting the form at the same time would create another one, whose
// address would then be in use.
async function autosaved(form) {
  const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
  while (autosave?.submitPromise) await autosave.submitPromise;
}

async function send(form, button) {
  const isAlive = await tell();
  if (button) {
    // Wagtail shows a clicked button as busy, and a disabled button is not submitted.
    button.setAttribute("data-w-progress-loading-value", "false");
    button.disabled = false;
  }
  if (!isAlive) return;
  await autosaved(form);
  sending = form;
  form.requestSubmit(button);
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches(ANY)) return;
    if (sending === form) {
      sending = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    send(form, event.submitter);
  },
  { capture: true },
);
// What this form has autosaved is not somebody else's version.
document.addEventListener("w-autosave:success", ({ target, detail }) => {
  for (const name of ["revision_id", "revision_created_at"]) {
    const input = target.querySelector(`input[name=loaded_${name}]`);
    if (input && detail.data?.[name]) input.value = detail.data[name];
  }
});
document.addEventListener("w-autosave:error", async ({ detail }) => {
  if (!["network_error", "server_error"].includes(detail.type) || (await tell())) return;
  // Wagtail's indicator only knows that the server refused.
  const { textContent } = document.getElementById("keep-typed");
  document.getElementById("w-autosave-indicator")?.setAttribute("data-w-tooltip-content-value", textContent);
});
document.addEventListener("w-swap:error", () => document.querySelector(ANY) && tell());
window.addEventListener("offline", () => document.querySelector(ANY) && tell());
window.addEventListener("online", resume);
window.addEventListener("focus", resume);

// Whoever has read in Wagtail's dialog that their version will overwrite another is not asked again.
document.addEventListener("w-swap:json", ({ detail }) => {
  shown = detail.data?.other_sessions?.find((other) => other.revision_id)?.revision_id ?? shown;
});
document.addEventListener(
  "w-dialog:confirmed",
  (event) => {
    const form = event.target.closest("[data-edit-form]");
    if (!form || !shown) return;
    form.querySelector("input[name=known_revision_id]")?.remove();
    const known = document.createElement("input");
    Object.assign(known, { type: "hidden", name: "known_revision_id", value: shown });
    form.append(known);
  },
  { capture: true },
);
