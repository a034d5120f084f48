/** Makes the menu of bulk actions work from the moment that it is visible. */
"use strict"; // keeps declarations within the block
{
  /** Wagtail's links get the ticked items only after the menu has faded in; before, they have none. */
  const fadedIn = "w-dropdown:shown";

  document.addEventListener(
    "click",
    (click) => {
      if (click.target.closest?.("[data-bulk-action-button]")) document.dispatchEvent(new Event(fadedIn));
    },
    { capture: true }, // before the link itself
  );
}
