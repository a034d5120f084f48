// Starts what Wagtail starts with inline scripts, which the Content Security Policy blocks.
// An element in the page names a class or function of Wagtail's, its field, and options.

const NAMES = /^(InlinePanel|MultipleChooserPanel|(init|create)?[A-Z]\w*Chooser|Chooser)$/;

function begin(place) {
  const { begin: name, field, options } = place.dataset;
  place.removeAttribute("data-begin"); // once
  if (!NAMES.test(name)) return;
  const values = [...(field ? [field] : []), JSON.parse(options)];
  if (/^[a-z]/.test(name)) window[name](...values);
  else {
    const started = new window[name](...values);
    if (name === "MultipleChooserPanel") beginAtOnce(started);
  }
}

// Wagtail fills the chooser of a new form synchronously, without notifying the observer.
function beginAtOnce(panel) {
  const addForm = panel.addForm;
  panel.addForm = (...values) => {
    addForm.apply(panel, values);
    beginAll(observer.takeRecords());
  };
}

function beginAll(changes) {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches("[data-begin]")) begin(node);
      node.querySelectorAll("[data-begin]").forEach(begin);
    }
  }
}

const observer = new MutationObserver(beginAll);
observer.observe(document.documentElement, { childList: true, subtree: true });
