// The class of <lead-form>, as far as it is needed at once: it knows when an element comes, changes and goes, finds or makes its
// root, and keeps what scripts set, until there is a form. The rest is live.js, and behind that Rust (src/element.rs).

/**
 * The element's class. `occasion` says when to load (occasion.js). `load` resolves to what makes an element live (live.js), and its
 * stylesheet. `early` takes care of a form that came with the page (early.js).
 */
export const leadForm = (occasion, load, early) =>
  class extends HTMLElement {
    static observedAttributes = ["proxy", "form", "lang"];

    // What came of the load.
    #live;
    // The load, while it goes on.
    #loading;
    #early;
    // What scripts set before the form was there.
    #values = {};
    #definition;

    connectedCallback() {
      if (this.#live) return this.#live.connected();
      // A property that was set before the class was known hides the one below. To set that once more changes nothing.
      for (const name of ["definition", "values"]) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      this.#load();
    }

    disconnectedCallback() {
      this.#live?.disconnected();
    }

    attributeChangedCallback(name, before, now) {
      if (before !== now) this.#live?.attributeChanged(name);
    }

    #load() {
      return (this.#loading ??= this.#begin());
    }

    async #begin() {
      try {
        // The parser may be about to make the root.
        await occasion.usable();
        let root = this.shadowRoot;
        if (!root) {
          // To a script that sets HTML, a root in it is a template like any other; it stays, so that frameworks and copies find it.
          const template = this.querySelector(":scope > template[shadowrootmode]");
          root = this.attachShadow({ mode: "open" });
          // Without a form in it, it shows the children, which are the fallback, until the form takes the slot's place.
          root.append(template ? document.importNode(template.content, true) : document.createElement("slot"));
        }
        if (root.querySelector("form")) this.#early ??= early(root, occasion.now);
        await occasion.of(this, this.#early);
        const [begin, sheet] = await load(root.querySelector("link"));
        if (this.isConnected) this.#live ??= begin(this, root, sheet, this.#early, this.#values, this.#definition);
      } catch (error) {
        this.#early?.giveUp();
        this.#early = undefined;
        console.error("<lead-form> could not be loaded:", error, this);
        this.dispatchEvent(
          new CustomEvent("leadform-error", { bubbles: true, composed: true, detail: { code: "load" } }),
        );
      } finally {
        this.#loading = undefined;
      }
    }

    /** What was typed, by path. Setting it fills in what it names. */
    get values() {
      return this.#live ? this.#live.values : this.#values;
    }

    set values(values) {
      if (this.#live) this.#live.values = values;
      else this.#values = { ...this.#values, ...values };
    }

    /** The form's definition, as an object or as JSON, in place of every other source; without one, these count. */
    get definition() {
      return this.#definition;
    }

    set definition(definition) {
      this.#definition = definition;
      this.#live?.define(definition);
    }

    /** The body as it would be sent now, for pages that show it; `null` while something is missing or wrong. */
    get body() {
      return this.#live?.body() ?? null;
    }

    /** Checks everything, shows what is wrong, and says whether nothing is. */
    validate() {
      occasion.now();
      return this.#live?.validate() ?? false;
    }

    /** Checks everything and sends it. Resolves to "delivered", "accepted", "invalid", "cancelled" or "error". */
    async submit() {
      occasion.now();
      if (!this.#live && this.isConnected) await this.#load();
      return this.#live?.submit() ?? "error";
    }

    /** Empties the form for another lead. */
    reset() {
      this.#live?.reset();
    }
  };
