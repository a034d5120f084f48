/** The checklist beside the form of a document: updated whenever something is typed. */
"use strict"; // keeps declarations within the block
{
  const WAIT = 1000; // milliseconds after the last key
  const PATIENCE = 60_000; // milliseconds for an answer
  const FRAMES = 60; // animation frames to wait for a tab
  // Fields that change with each save, and that nobody types.
  const UNTYPED = new Set(["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at"]);

  let form;
  let again; // updates although nothing was typed

  /** Wagtail renews this with each save, together with what is beside the form. */
  const panel = () => document.querySelector("[data-checklist]");

  function start() {
    form = document.querySelector("[data-edit-form]");
    if (!panel() || !form) return;
    let timer;
    let wait = WAIT;
    let isAsking = false;
    let isDue = false; // requested during a request
    let asked; // the form's content at the last answer
    let answer;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, wait);
    };
    const soon = () => setTimeout(ask, WAIT);
    const ask = async () => {
      if (isAsking) {
        isDue = true; // one request at a time, since a server finishes aborted ones
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
      wait = Math.max(WAIT, 2 * (performance.now() - begun)); // less often while the server is busy
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

  /** The address beside the form's, which changes when a new document is saved. */
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
      // In a new tab, so that what was typed here stays. After returning, the checklist is updated.
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

  /** Opens the tab and the panels around a field, and focuses it. */
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

  /** As soon as it is visible: tabs fade in. */
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

  // The admin loads its scripts before the page's body.
  document.addEventListener("DOMContentLoaded", start);
}
