// Says that a security key was not read: a dialog that was cancelled leaves no trace in the page.

document.addEventListener("allauth.error", (event) => {
  const sentence = document.querySelector("[data-key-unread]");
  if (!sentence) return;
  event.preventDefault();
  sentence.hidden = true; // so that it is read out again
  requestAnimationFrame(() => (sentence.hidden = false));
});
