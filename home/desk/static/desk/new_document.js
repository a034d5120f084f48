/** Narrows the sections by the chosen type, and the types by the chosen section. */
"use strict"; // keeps declarations within the block
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

    /** An option without a value chooses nothing, so the other field offers everything. */
    offer(select, fits) {
      for (const option of select.options) option.hidden = option.disabled = Boolean(option.value) && !fits(option);
      for (const group of select.querySelectorAll("optgroup")) group.hidden = !group.querySelector("option:enabled");
    }
  }

  window.wagtail.app.register("new-document", NewDocument);
}
