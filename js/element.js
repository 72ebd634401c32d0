// The class of <lead-form>. It knows when an element comes, changes and goes; the rest is Rust (src/element.rs).
// Registering it, and loading the rest, is form.js.

// Old libraries give lists a `toJSON` of their own, which makes text of them. The holder still has the list itself.
function textOf(definition) {
  const itself = function (key) {
    return this[key];
  };
  return typeof definition === "string" ? definition : (JSON.stringify(definition, itself, 2) ?? "");
}

/** The element's class. `load` resolves to `{ mount, sheet }`: the form's entry point and its stylesheet. */
export const leadForm = (load) =>
  class extends HTMLElement {
    static observedAttributes = ["proxy", "form", "lang"];

    #handle;
    #loading = false;
    #removal;
    // What scripts set before the form was there.
    #definition;
    #values = {};

    connectedCallback() {
      clearTimeout(this.#removal);
      // A property that was set before the class was known hides the one below.
      for (const name of ["definition", "values"]) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      if (this.#handle) this.#handle.moved();
      else this.#mount();
    }

    disconnectedCallback() {
      // To move an element is to disconnect and connect it. Only one that stays away is gone.
      this.#removal = setTimeout(() => {
        this.#handle?.free();
        this.#handle = undefined;
      });
    }

    attributeChangedCallback(name, before, now) {
      if (before !== now) this.#handle?.attributeChanged(name);
    }

    async #mount() {
      if (this.#loading) return;
      this.#loading = true;
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      // The children are the fallback: in sight until the form takes the slot's place.
      if (!root.firstChild) root.append(document.createElement("slot"));
      try {
        const { mount, sheet } = await load();
        if (!this.isConnected) return;
        if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
        this.#handle = mount(this, root);
        this.#handle.setValues(this.#values);
        if (this.#definition !== undefined) this.#handle.setDefinition(textOf(this.#definition));
      } catch (error) {
        console.error("<lead-form>: the form could not be loaded;", error, this);
        this.dispatchEvent(
          new CustomEvent("leadform-error", { bubbles: true, composed: true, detail: { code: "load" } }),
        );
      } finally {
        this.#loading = false;
      }
    }

    /** What was typed, by path. Setting it fills in what it names. */
    get values() {
      return this.#handle ? this.#handle.values() : this.#values;
    }

    set values(values) {
      if (this.#handle) this.#handle.setValues(values);
      else this.#values = { ...this.#values, ...values };
    }

    /** The form's definition, as an object or as JSON, in place of every other source. */
    get definition() {
      return this.#definition;
    }

    set definition(definition) {
      this.#definition = definition;
      this.#handle?.setDefinition(textOf(definition));
    }

    /** The body as it would be sent now, for pages that show it; `null` while something is missing or wrong. */
    get body() {
      return this.#handle?.body() ?? null;
    }

    /** Checks everything, shows what is wrong, and says whether nothing is. */
    validate() {
      return this.#handle?.validate() ?? false;
    }

    /** Checks everything and sends it. Resolves to "delivered", "accepted", "invalid", "cancelled" or "error". */
    async submit() {
      return this.#handle?.submit() ?? "error";
    }

    /** Empties the form for another lead. */
    reset() {
      this.#handle?.reset();
    }
  };
