//! The TypeScript types of a form definition, made from its JSON Schema: a name that a target does not have is a mistake that
//! the compiler finds.
//!
//! The schema says what all definitions have in common, and then, by target, which names stand in it. Here the two are read side by
//! side: `schema` is the first, `names` what the second says about the same place (`null` where it says nothing).

mod writer;

use serde_json::Value;

use super::attributes;
use super::places::{alternatives, entries, only};
use super::typescript::{comment, literal};
use writer::{NOTHING, Writer};

/// `definition.d.ts`.
pub(super) fn types(schema: &Value) -> String {
    let writer = Writer::new(&schema["$defs"]);
    let targets: Vec<(&str, &Value)> = entries(&schema["allOf"])
        .filter_map(|rule| Some((rule["if"]["properties"]["target"]["const"].as_str()?, &rule["then"])))
        .collect();

    let mut types = String::from("// Made from the JSON Schema of a form definition (form.schema.json).\n\n");
    types.push_str(&attributes::types());
    for (name, about, kind) in
        [("Names", "What a form can ask for, by target.", "name"), ("Fields", "How it asks for it.", "field")]
    {
        types.extend(["\n", &comment("", about), "export interface ", name, " {\n"]);
        for (target, _) in &targets {
            let names = &schema["$defs"][format!("{target}-{kind}")];
            let fields = if kind == "field" { &schema["$defs"]["field_or_name"] } else { names };
            types.extend(["  ", &literal(&(*target).into()), ": "]);
            types.extend([&writer.of(fields, names, "  "), ";\n"]);
        }
        types.push_str("}\n");
    }
    let is_common = |name: &str| {
        name != "target"
            && !alternatives(schema).contains(&name)
            && targets.iter().all(|(_, names)| names["properties"][name].is_null())
    };
    types.push_str("\n/** What all definitions have in common. */\nexport interface Common ");
    types.extend([&writer.object(&only(schema, is_common), NOTHING, ""), "\n"]);
    types.push_str("\n/** A definition, by target. */\nexport interface Definitions {\n");
    for (target, names) in &targets {
        types.extend([
            "  ",
            &literal(&(*target).into()),
            ": ",
            &writer.definition(schema, target, names),
            ";\n",
        ]);
    }
    types.push_str("}\n");
    types.push_str(&writer.common());
    types.push_str("\n/** The API that gets the lead. */\nexport type Target = keyof Definitions;\n\n");
    types.extend([&comment("", schema["description"].as_str().unwrap_or_default()), ""]);
    types.push_str("export type FormDefinition<T extends Target = Target> = Definitions[T];\n");
    types
}

#[cfg(test)]
mod tests {
    use leadform_spec::schema;

    #[test]
    fn the_names_of_a_target_stand_wherever_a_definition_names_an_attribute() {
        let types = super::types(&schema::form());
        for expected in [
            "  \"zalo-journey\": \"oa_id\" | \"phone\";",
            "supplied?: readonly (keyof Attributes[\"erp-lead\"])[];",
            "attribution?: Readonly<Record<string, keyof Attributes[\"erp-lead\"]>>;",
            "field?: keyof Attributes[\"erp-lead\"];",
            "fields: readonly Fields[\"erp-lead\"][];",
            "values?: Partial<Attributes[\"erp-lead\"]>;",
            "name: Exclude<Names[\"1office-contact\"], \"contacts\" | \"detail\">;",
        ] {
            assert!(types.contains(expected), "{expected}\n{types}");
        }
    }

    #[test]
    fn every_key_of_a_definition_is_in_the_types() {
        let schema = schema::form();
        let types = super::types(&schema);
        let objects =
            [&schema, &schema["$defs"]["field"], &schema["$defs"]["step"], &schema["$defs"]["consent"]];
        for key in objects.iter().flat_map(|object| object["properties"].as_object().unwrap().keys()) {
            assert!(
                [": ", "?: "].iter().any(|mark| types.contains(&format!("  {key}{mark}"))),
                "{key}\n{types}"
            );
        }
    }
}
