/** A combobox of the ARIA Authoring Practices: suggests while somebody types. */
"use strict"; // keeps declarations within the block
{
  const WAIT = 200; // milliseconds after the last key
  const IN_COMPOSITION = 229; // the key code of an input method, in browsers without isComposing

  class Choosing extends window.StimulusModule.Controller {
    static targets = ["input", "list", "status", "chosen", "select"];
    static values = { url: String, remove: String, left: String };

    connect() {
      const handlers = {
        input: this.askLater,
        keydown: this.press,
        mousedown: this.hold,
        click: this.click,
        focusout: this.leave,
      };
      this.listeners = new AbortController();
      for (const [name, handler] of Object.entries(handlers)) {
        this.element.addEventListener(name, handler.bind(this), { signal: this.listeners.signal });
      }
      this.showChosen();
    }

    disconnect() {
      this.close();
      this.listeners.abort();
    }

    /** Input methods compose Korean in the field: unfinished input is searched for, too. */
    askLater() {
      this.close();
      if (this.inputTarget.value.trim()) this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      this.close();
      this.asked = new AbortController();
      const address = this.address();
      address.searchParams.set("q", this.inputTarget.value);
      for (const { value } of this.chosen()) address.searchParams.append("chosen", value);
      try {
        const answer = await fetch(address, { signal: this.asked.signal });
        if (!answer.ok) throw new Error(answer.status);
        const { items, message } = await answer.json();
        this.statusTarget.textContent = message;
        this.open(items);
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    }

    address = () => new URL(this.urlValue, window.location);
    chosen = () => (this.hasSelectTarget ? [...this.selectTarget.options] : []);
    options = () => [...this.listTarget.children];

    open(items) {
      this.listTarget.replaceChildren(...items.map((item, index) => this.option(item, index)));
      this.listTarget.hidden = !items.length;
      this.inputTarget.setAttribute("aria-expanded", Boolean(items.length));
      if (this.hasSelectTarget) this.activate(this.options()[0]); // typed text alone is not a term
    }

    option(item, index) {
      const option = document.createElement("li");
      option.id = `${this.listTarget.id}-${index}`;
      option.textContent = item.label;
      option.item = item;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    }

    close() {
      clearTimeout(this.timer);
      this.asked?.abort();
      this.listTarget.hidden = true;
      this.listTarget.replaceChildren();
      this.statusTarget.textContent = "";
      this.inputTarget.setAttribute("aria-expanded", "false");
      this.activate(undefined);
    }

    activate(option) {
      for (const each of this.options()) each.setAttribute("aria-selected", each === option);
      this.active = option;
      if (!option) return this.inputTarget.removeAttribute("aria-activedescendant");
      this.inputTarget.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    press(event) {
      if (event.target !== this.inputTarget || event.isComposing || event.keyCode === IN_COMPOSITION) return;
      const isOpen = !this.listTarget.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
        else this.ask();
      } else if (event.key === "Enter" && (this.active || this.hasSelectTarget)) {
        event.preventDefault();
        if (this.active) this.pick(this.active.item);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }

    move(step) {
      const options = this.options();
      const begin = step > 0 ? -1 : options.length;
      const place = this.active ? options.indexOf(this.active) : begin;
      this.activate(options[(place + step + options.length) % options.length]);
    }

    hold(event) {
      if (this.listTarget.contains(event.target)) event.preventDefault(); // keeps the focus in the field
    }

    click(event) {
      const option = event.target.closest('[role="option"]');
      if (option) this.pick(option.item);
      const button = event.target.closest("button");
      if (button) this.remove(button.value);
    }

    leave(event) {
      if (this.element.contains(event.relatedTarget)) return;
      this.close();
      if (this.hasSelectTarget && this.inputTarget.value.trim()) this.statusTarget.textContent = this.leftValue;
    }

    async pick(item) {
      this.close();
      const term = item.creates ? await this.create(item.creates) : item;
      if (!term) return;
      if (this.hasSelectTarget) {
        if (!this.selectTarget.multiple) this.selectTarget.replaceChildren();
        this.selectTarget.add(new Option(term.label, term.value, true, true));
        this.showChosen();
      }
      this.inputTarget.value = this.hasSelectTarget ? "" : term.value;
      this.tell();
    }

    async create(name) {
      const body = new FormData();
      body.set("name", name);
      body.set("csrfmiddlewaretoken", this.inputTarget.form.elements.csrfmiddlewaretoken.value);
      const answer = await fetch(this.address(), { method: "POST", body });
      const term = await answer.json();
      if (answer.ok) return term;
      this.statusTarget.textContent = term.message;
      return undefined;
    }

    remove(value) {
      this.chosen().find((option) => option.value === value)?.remove();
      this.showChosen();
      this.inputTarget.focus();
      this.tell();
    }

    showChosen() {
      if (!this.hasChosenTarget) return;
      this.chosenTarget.replaceChildren(
        ...this.chosen().map(({ label, value }) => {
          const item = document.createElement("li");
          const button = document.createElement("button");
          button.type = "button";
          button.value = value;
          button.disabled = this.inputTarget.disabled;
          button.textContent = "×";
          button.setAttribute("aria-label", `${this.removeValue} ${label}`);
          item.append(label, button);
          return item;
        }),
      );
    }

    /** The form has changed: lets Wagtail save it and the checklist read it. */
    tell() {
      this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  window.wagtail.app.register("choosing", Choosing);
}
