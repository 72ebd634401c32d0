// What a page with Turbo loads.
import * as Turbo from "@hotwired/turbo";

window.Turbo = Turbo;
