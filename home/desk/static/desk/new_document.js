/** Narrows the sections by the type that is chosen, and the types by the section. */
"use strict"; // what is declared in the block stays in it
{
  class NewDocument extends window.StimulusModule.Controller {
    static targets = ["type", "section"];

    connect() {
      this.narrow();
    }

    narrow() {
      const types = this.sectionTarget.selectedOptions[0]?.dataset.types?.split(" ");
      const type = this.typeTarget.value;
      this.offer(this.typeTarget, (option) => !types || types.includes(option.value));
      this.offer(this.sectionTarget, (option) => !type || option.dataset.types.split(" ").includes(type));
    }

    /** Without a value an option chooses nothing, and so widens the other field. */
    offer(select, fits) {
      for (const option of select.options) option.hidden = option.disabled = Boolean(option.value) && !fits(option);
      for (const group of select.querySelectorAll("optgroup")) group.hidden = !group.querySelector("option:enabled");
    }
  }

  window.wagtail.app.register("new-document", NewDocument);
}
