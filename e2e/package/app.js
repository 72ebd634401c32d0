// A site that is built with npm.
import "leadform";

const form = document.createElement("lead-form");
form.setAttribute("proxy", "/p/zalo-journey");
form.definition = {
  version: 1,
  target: "zalo-journey",
  fields: ["phone"],
  values: { oa_id: "4318657068771012646" },
};
document.body.append(form);
