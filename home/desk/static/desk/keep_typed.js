// Keeps what is typed in an editor's form while there is no connection, or no session any more.
// Before a form is sent, the server is asked whether it would take it; else the form stays as it is.

const script = document.currentScript;
const FORM = 'form[data-controller~="w-unsaved"]';
let sending = null; // the form that is being sent a second time
let shown = null; // the version of somebody else that Wagtail has told of

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
  // Logging in again changed it; autosave and the form send the one in the form.
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
  if (notice?.dataset.state === state) return false; // said already
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
  // As after a key: autosave saves what is in the form now, where it is on.
  document.querySelector(FORM)?.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
}

// What autosave sends of a new page makes it: sent beside that, the form would make another one, whose
// address is in use by then.
async function autosaved(form) {
  const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
  while (autosave?.submitPromise) await autosave.submitPromise;
}

async function send(form, button) {
  const isAlive = await tell();
  if (button) {
    // Wagtail shows a button as busy from the click on, and a disabled one is not sent.
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
    if (!form.matches(FORM)) return;
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
// What this form has saved by itself is not somebody else's version of it.
document.addEventListener("w-autosave:success", ({ target, detail }) => {
  for (const name of ["revision_id", "revision_created_at"]) {
    const input = target.querySelector(`input[name=loaded_${name}]`);
    if (input && detail.data?.[name]) input.value = detail.data[name];
  }
});
document.addEventListener("w-autosave:error", async ({ detail }) => {
  if (!["network_error", "server_error"].includes(detail.type) || (await tell())) return;
  // Wagtail's indicator knows no more than that the server refused.
  const { textContent } = document.getElementById("keep-typed");
  document.getElementById("w-autosave-indicator")?.setAttribute("data-w-tooltip-content-value", textContent);
});
document.addEventListener("w-swap:error", () => document.querySelector(FORM) && tell());
window.addEventListener("offline", () => document.querySelector(FORM) && tell());
window.addEventListener("online", resume);
window.addEventListener("focus", resume);

// Whoever has read in Wagtail's dialog that their version lies above another is not asked again.
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
