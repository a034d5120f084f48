// Starts what Wagtail starts by scripts within its pages, as the policy lets none of those run.
// A place in the page names a class or function of Wagtail's, the field that it is for, and options.

const NAMES = /^(InlinePanel|MultipleChooserPanel|(init|create)?[A-Z]\w*Chooser|Chooser)$/;

function begin(place) {
  const { begin: name, field, options } = place.dataset;
  place.removeAttribute("data-begin"); // once
  if (!NAMES.test(name)) return;
  const values = [...(field ? [field] : []), JSON.parse(options)];
  if (/^[a-z]/.test(name)) window[name](...values);
  else new window[name](...values);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches("[data-begin]")) begin(node);
      node.querySelectorAll("[data-begin]").forEach(begin);
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
