//! The TypeScript types of the element, made from its manifest (`npm/custom-elements.json`).

use serde_json::Value;

use super::typescript::{comment, key};

/// What the manifest says of the element.
pub(super) fn declaration(manifest: &mut Value) -> &mut Value {
    &mut manifest["modules"][0]["declarations"][0]
}

/// `element.d.ts`.
pub(super) fn types(element: &Value) -> String {
    let mut types = String::from("// Made from the manifest of the element (custom-elements.json).\n");
    types.push_str("import type { FormDefinition } from \"./definition.js\";\n\n");

    types.push_str("/** What stands in HTML. */\nexport interface LeadFormAttributes {\n");
    types.extend(
        entries(&element["attributes"])
            .map(|attribute| member(attribute, "?: ", text(&attribute["type"]["text"]))),
    );
    types.push_str("}\n\n/** What scripts set. */\nexport interface LeadFormProperties {\n");
    let (read_only, settable): (Vec<&Value>, Vec<&Value>) = entries(&element["members"])
        .filter(|member| member["kind"] == "field")
        .partition(|field| field["readonly"] == true);
    types.extend(settable.into_iter().map(|field| member(field, ": ", text(&field["type"]["text"]))));

    types.extend(["}\n\n", &comment("", text(&element["description"]))]);
    types.push_str("export interface LeadFormElement extends HTMLElement, LeadFormProperties {\n");
    for field in read_only {
        types.extend([&comment("  ", text(&field["description"])), "  readonly ", text(&field["name"])]);
        types.extend([": ", text(&field["type"]["text"]), ";\n"]);
    }
    let methods = entries(&element["members"]).filter(|member| member["kind"] == "method");
    types.extend(methods.map(|method| member(method, "(): ", text(&method["return"]["type"]["text"]))));

    types.push_str("}\n\n/** What the element tells the page. */\nexport interface LeadFormEventMap {\n");
    types.extend(entries(&element["events"]).map(|event| member(event, ": ", text(&event["type"]["text"]))));
    types.push_str("}\n");
    types
}

fn member(described: &Value, between: &str, kind: &str) -> String {
    let about = comment("  ", text(&described["description"]));
    [&about, "  ", &key(text(&described["name"])), between, kind, ";\n"].concat()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn entries(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
