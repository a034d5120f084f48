/** The checklist beside the form of a document: asked again whenever something is typed. */
"use strict"; // what is declared in the block stays in it
{
  const WAIT = 1000; // milliseconds after the last key
  const PATIENCE = 60_000; // milliseconds for an answer
  const FRAMES = 60; // that a tab may take to be there
  // Another one after each save, and nothing that somebody typed.
  const UNTYPED = new Set(["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at"]);

  let form;
  let again; // asks although nothing was typed

  /** Another one after each save, with which Wagtail renews what stands beside the form. */
  const panel = () => document.querySelector("[data-checklist]");

  function start() {
    form = document.querySelector("[data-edit-form]");
    if (!panel() || !form) return;
    let timer;
    let wait = WAIT;
    let isAsking = false;
    let isDue = false; // asked for while it was being asked
    let asked; // what the form said when the answer was given
    let answer;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, wait);
    };
    const soon = () => setTimeout(ask, WAIT);
    const ask = async () => {
      if (isAsking) {
        isDue = true; // a server goes on with what nobody waits for: one at a time
        return;
      }
      const data = new FormData(form);
      const typed = JSON.stringify([address(), [...data].filter(([name]) => !UNTYPED.has(name))]);
      if (typed === asked) {
        show(answer);
        return;
      }
      isAsking = true;
      const begun = performance.now();
      try {
        const response = await fetch(address(), { method: "POST", body: data, signal: AbortSignal.timeout(PATIENCE) });
        if (!response.ok) throw new Error(response.status);
        answer = await response.json();
        asked = typed;
        show(answer);
      } catch {
        say(panel().dataset.failed);
      }
      isAsking = false;
      wait = Math.max(WAIT, 2 * (performance.now() - begun)); // a busy server is asked less often
      if (isDue) later();
      isDue = false;
    };
    again = () => {
      asked = undefined;
      ask();
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    document.addEventListener("w-autosave:success", soon);
    ask();
  }

  /** Beside that of the form, which is another one once a new document was saved. */
  const address = () =>
    new URL(form.action).pathname.replace("/pages/add/", "/pages/checklist/").replace(/\/edit\/$/, "/checklist/");

  const say = (words) => {
    panel().querySelector("[data-checklist-status]").textContent = words;
  };

  function show({ isRead, items }) {
    const { done, unread, blocks, warns } = panel().dataset;
    say(isRead ? (items.length ? (items[0].blocks ? blocks : warns) : done) : unread);
    panel().querySelector("[data-checklist-items]").replaceChildren(...items.map(line));
    const count = document.querySelector('[data-side-panel-toggle="checklist"] [data-side-panel-toggle-counter]');
    if (!count) return;
    count.textContent = items.length;
    count.hidden = !items.length;
  }

  function line({ sentence, field, block, blocks, address }) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sentence;
    button.toggleAttribute("data-blocks", blocks);
    button.addEventListener("click", () => lead(placeOf(field, block)));
    const item = document.createElement("li");
    item.append(button);
    if (address) {
      // In a tab of its own: what was typed here stays. Back from there, it is asked again.
      const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", textContent: panel().dataset.review });
      link.addEventListener("click", () => window.addEventListener("focus", again, { once: true }));
      item.append(link);
    }
    return item;
  }

  function placeOf(field, block) {
    const id = block ? form.querySelector(`input[name^="${field}-"][name$="-id"][value="${block}"]`) : null;
    return (
      id?.closest("[data-streamfield-child]") ??
      form.querySelector(`[name="${field}"]:not([type="hidden"], [hidden])`) ??
      form.querySelector(`[id^="id_${field}"]`)?.closest("[data-panel], [data-field]") ??
      form.querySelector(`[data-contentpath="${field}"]`)
    );
  }

  /** Opens the tab and the panels around a place, and puts the cursor there. */
  function lead(place) {
    if (!place) return;
    for (let around = place; around && around !== form; around = around.parentElement) {
      if (around.matches('[role="tabpanel"][hidden]')) document.querySelector(`[role="tab"][href="#${around.id}"]`)?.click();
      if (around.matches("[data-panel]")) {
        const toggle = around.querySelector("[data-panel-toggle]");
        if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
      }
    }
    focus(place, FRAMES);
  }

  /** As soon as it is there: a tab fades in. */
  function focus(place, frames) {
    if (!place.offsetParent && frames) {
      requestAnimationFrame(() => focus(place, frames - 1));
      return;
    }
    place.scrollIntoView({ block: "center" });
    const visible = (selector) => [...place.querySelectorAll(selector)].find((each) => each.offsetParent);
    const typed = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"]';
    const target = place.matches(typed) ? place : (visible(typed) ?? visible("button"));
    target?.focus();
  }

  // The admin names its scripts before the page's body.
  document.addEventListener("DOMContentLoaded", start);
}
