/** A click in the menu of bulk actions counts from the moment that the menu is there. */
"use strict"; // what is declared in the block stays in it
{
  /** Wagtail's links learn what is ticked when the menu has faded in; before, they lead to nothing ticked. */
  const fadedIn = "w-dropdown:shown";

  document.addEventListener(
    "click",
    (click) => {
      if (click.target.closest?.("[data-bulk-action-button]")) document.dispatchEvent(new Event(fadedIn));
    },
    { capture: true }, // ahead of the link itself
  );
}
