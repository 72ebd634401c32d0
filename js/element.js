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
    #sheet;
    // What scripts set before the form was there, or what was typed before the element went away.
    #values = {};
    #definition;
    #json;

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

    adoptedCallback() {
      if (this.#sheet) this.#dress();
    }

    disconnectedCallback() {
      // To move an element is to disconnect and connect it. Only one that stays away is gone.
      this.#removal = setTimeout(() => {
        if (!this.#handle) return;
        // A page may keep the element and show it again, as a tab or Vue's KeepAlive does.
        this.#values = this.#handle.unsent();
        this.#handle.free();
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
        this.#sheet = sheet;
        this.#dress();
        this.#handle = mount(this, root);
        this.#handle.setValues(this.#values);
        if (this.#json !== undefined) this.#handle.setDefinition(this.#json);
      } catch (error) {
        console.error("<lead-form>: the form could not be loaded;", error, this);
        this.dispatchEvent(
          new CustomEvent("leadform-error", { bubbles: true, composed: true, detail: { code: "load" } }),
        );
      } finally {
        this.#loading = false;
      }
    }

    // A stylesheet belongs to one document: in another one, such as a frame's, it takes a copy.
    #dress() {
      const view = this.ownerDocument.defaultView;
      if (!view) return;
      let sheet = this.#sheet;
      if (view !== window) {
        const rules = Array.from(sheet.cssRules, (rule) => rule.cssText);
        sheet = new view.CSSStyleSheet();
        sheet.replaceSync(rules.join(""));
      }
      const worn = this.shadowRoot.adoptedStyleSheets;
      if (!worn.includes(sheet)) worn.push(sheet);
    }

    /** What was typed, by path. Setting it fills in what it names. */
    get values() {
      return this.#handle ? this.#handle.values() : this.#values;
    }

    set values(values) {
      if (this.#handle) this.#handle.setValues(values);
      else this.#values = { ...this.#values, ...values };
    }

    /** The form's definition, as an object or as JSON, in place of every other source; without one, these count. */
    get definition() {
      return this.#definition;
    }

    set definition(definition) {
      this.#definition = definition;
      const json = definition == null ? undefined : textOf(definition);
      // Frameworks set an object whenever they draw. The same one again must not take the form out of a visitor's hands.
      if (json === this.#json && typeof definition !== "string") return;
      this.#json = json;
      this.#handle?.setDefinition(json);
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
