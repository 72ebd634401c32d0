//! The forms that are compared.

/// A form, and how a page has it.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// The file in `forms/` that esbuild makes the page's script of.
    pub(crate) entry: Option<&'static str>,
    pub(crate) kind: Kind,
}

/// How the form comes into the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There is none.
    None,
    /// In the page's HTML.
    Html,
    /// A script draws it into an empty element.
    Script,
    /// `<lead-form>` with its definition in the page.
    Element,
    /// What `leadform embed` prints: the same, drawn already.
    Rendered,
}

const fn script(name: &'static str, about: &'static str, entry: &'static str) -> Peer {
    Peer { name, about, entry: Some(entry), kind: Kind::Script }
}

/// leadform's two.
pub(crate) const ELEMENT: &str = "leadform";
pub(crate) const RENDERED: &str = "rendered";

/// In the order of the tables.
pub(crate) static ALL: [Peer; 10] = [
    Peer { name: "none", about: "the page without a form", entry: None, kind: Kind::None },
    Peer {
        name: "hand",
        about: "hand-written HTML and 70 lines of JavaScript (the floor)",
        entry: Some("hand.js"),
        kind: Kind::Html,
    },
    Peer { name: ELEMENT, about: "leadform, `<lead-form>`", entry: Some("leadform.js"), kind: Kind::Element },
    Peer {
        name: RENDERED,
        about: "leadform, rendered by `leadform embed`",
        entry: None,
        kind: Kind::Rendered,
    },
    script("formkit", "FormKit (Vue)", "formkit.js"),
    script("react", "React + react-hook-form + zod", "react-hook-form.jsx"),
    script("jsonforms", "JSON Forms", "jsonforms.jsx"),
    script("rjsf", "react-jsonschema-form", "rjsf.jsx"),
    script("surveyjs", "SurveyJS", "surveyjs.js"),
    script("formio", "Form.io", "formio.js"),
];
