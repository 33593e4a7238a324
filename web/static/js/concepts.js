"use strict";
// Completes occupations and skills while somebody types: a combobox with a list, as WAI-ARIA's
// authoring practices describe it. Without this script the field takes a name in words.
(() => {
  const PAUSE = 120;
  const ENOUGH = 2;

  class Completion {
    constructor(input) {
      this.input = input;
      this.options = [];
      this.active = -1;
      this.list = this.build("ul", { role: "listbox", id: `${input.id}-list`, class: "concept-list" });
      this.list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
      this.list.hidden = true;
      this.status = this.build("span", { role: "status", class: "sr-only" });
      const frame = this.build("span", { class: "concept-field" });
      input.before(frame);
      frame.append(input, this.list, this.status);
      input.removeAttribute("list");
      for (const [name, value] of Object.entries({
        role: "combobox",
        autocomplete: "off",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": this.list.id,
      })) input.setAttribute(name, value);
      input.addEventListener("input", () => this.ask());
      input.addEventListener("keydown", (event) => this.press(event));
      input.addEventListener("blur", () => this.close());
    }

    build(tag, attributes) {
      const made = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      return made;
    }

    // What is being typed now; earlier names, parted by semicolons, stay as they are.
    split() {
      const text = this.input.value;
      const cut = "many" in this.input.dataset ? text.lastIndexOf(";") + 1 : 0;
      return [text.slice(0, cut), text.slice(cut).trim()];
    }

    ask() {
      clearTimeout(this.timer);
      this.question?.abort();
      const typed = this.split()[1];
      if (typed.length < ENOUGH) return this.close();
      this.timer = setTimeout(() => this.fetch(typed), PAUSE);
    }

    async fetch(typed) {
      this.question = new AbortController();
      const address = new URL(this.input.dataset.source, location.href);
      address.searchParams.set("q", typed.slice(0, 200));
      try {
        const answer = await fetch(address, { signal: this.question.signal });
        if (answer.ok) this.show((await answer.json()).items);
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
    }

    show(items) {
      const label = `label_${document.documentElement.lang}`;
      this.active = -1;
      this.options = items.map((item, number) => {
        const option = this.build("li", { role: "option", id: `${this.list.id}-${number}` });
        const name = item[label] || item.label_da || item.label_en;
        option.dataset.name = name;
        option.textContent = name;
        option.setAttribute("aria-selected", "false");
        if (item.name.toLowerCase() !== name.toLowerCase()) {
          const other = this.build("span", { class: "concept-other" });
          other.textContent = ` (${item.name})`;
          option.append(other);
        }
        // before the field loses focus, which would close the list
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.choose(number);
        });
        return option;
      });
      this.list.replaceChildren(...this.options);
      this.list.hidden = this.options.length === 0;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = this.list.hidden
        ? this.input.dataset.none
        : this.input.dataset.some.replace("#", this.options.length);
    }

    close() {
      clearTimeout(this.timer);
      this.question?.abort();
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = "";
    }

    move(to) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = (to + this.options.length) % this.options.length;
      const option = this.options[this.active];
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    choose(number) {
      const [before, ] = this.split();
      const name = this.options[number].dataset.name;
      const lead = before ? `${before} ` : "";
      this.input.value = "many" in this.input.dataset ? `${lead}${name}; ` : name;
      this.close();
    }

    press(event) {
      if (this.list.hidden) {
        if (event.key === "ArrowDown") this.ask();
        return;
      }
      const down = this.active + 1;
      const up = this.active < 0 ? this.options.length - 1 : this.active - 1;
      if (event.key === "ArrowDown") this.move(down);
      else if (event.key === "ArrowUp") this.move(up);
      else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
    }
  }

  document.querySelectorAll("input[data-source]").forEach((input) => new Completion(input));
})();
