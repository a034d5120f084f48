// One key per answer: clicks the element with that key, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=hidden]), textarea, select, [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const pressed = document.querySelector(`[data-media-review] [data-key="${CSS.escape(event.key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
});
