// Says that a security key was not read: a cancelled dialog leaves no trace in the page.

document.addEventListener("allauth.error", (event) => {
  const sentence = document.querySelector("[data-key-unread]");
  if (!sentence) return;
  event.preventDefault();
  sentence.hidden = true; // so that screen readers announce it again
  requestAnimationFrame(() => (sentence.hidden = false));
});
