//! `leadform embed`: what it prints, and what it refuses to print.

mod browser;
mod markup;

use std::fs;
use std::path::{Path, PathBuf};

use leadform_spec::Definition;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::run::{Run, run};

const PROXY: &str = "https://forms.example.vn/f/consult";
const SCRIPT: &str = "https://cdn.example/1.2/form.js";

/// The examples, and those with every field that there is.
fn examples() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let files = [examples.clone(), examples.join("full")].into_iter().flat_map(|folder| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect::<Vec<_>>()
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() >= 10);
    files
}

fn embed(form: &str, input: &str, more: &[&str]) -> Run {
    run(&[&["embed", form, "--proxy", PROXY, "--script", SCRIPT], more].concat(), input.as_bytes())
}

/// What is printed for a definition.
struct Snippet {
    html: String,
    form: Html,
}

impl Snippet {
    #[track_caller]
    fn of(run: Run) -> Self {
        assert_eq!(run.status, 0, "{run:?}");
        let template = run.stdout.split_once("<template shadowrootmode=\"open\">").unwrap().1;
        let form = Html::parse_fragment(template.split_once("</template>").unwrap().0);
        Self { html: run.stdout, form }
    }

    #[track_caller]
    fn from(definition: &str) -> Self {
        Self::of(embed("-", definition, &[]))
    }

    fn all(&self, css: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(css).unwrap();
        self.form.select(&selector).collect()
    }

    #[track_caller]
    fn one(&self, css: &str) -> ElementRef<'_> {
        let found = self.all(css);
        assert_eq!(found.len(), 1, "{css} in {}", self.html);
        found[0]
    }

    fn json(&self) -> Value {
        let json = self.html.split_once("<script type=\"application/json\">").unwrap().1;
        serde_json::from_str(json.split_once("</script>").unwrap().0).unwrap()
    }
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

#[test]
fn the_snippet_has_the_element_the_form_the_stylesheet_the_definition_and_the_script() {
    for path in examples() {
        let source = fs::read_to_string(&path).unwrap();
        let snippet = Snippet::of(embed(path.to_str().unwrap(), "", &["--lang", "en"]));
        let lines: Vec<&str> = snippet.html.lines().collect();
        assert_eq!(lines[0], format!("<lead-form proxy=\"{PROXY}\" lang=\"en\">"));
        let link = "<template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"https://cdn.example/1.2/form.css\">";
        assert_eq!(lines[1], link);
        assert_eq!(lines[lines.len() - 2], "</lead-form>");
        assert_eq!(lines[lines.len() - 1], format!("<script type=\"module\" src=\"{SCRIPT}\"></script>"));
        let form = snippet.one("form");
        assert_eq!(
            (form.attr("method"), form.attr("action"), form.attr("novalidate"), form.attr("lang")),
            (Some("post"), Some(PROXY), None, Some("en"))
        );
        assert_eq!(form.attr("enctype").is_some(), source.contains("\"files\""), "{}", path.display());
        assert_eq!(snippet.one("[name='_lang']").attr("value"), Some("en"));
        assert_eq!(snippet.all("[name='_more']").len(), 1, "the field that no person sees");
        let mut definition: Value = serde_json::from_str(&source).unwrap();
        definition["gateway"] = true.into();
        definition.as_object_mut().unwrap().remove("$schema");
        assert_eq!(snippet.json(), definition);
        let keys = |json: &Value| json.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&snippet.json()), keys(&definition), "in their order");
        assert!(Definition::parse(&snippet.json().to_string()).unwrap().gateway);
    }
}

#[test]
fn the_same_definition_is_printed_in_the_same_bytes_from_a_file_and_from_standard_input() {
    for path in examples() {
        let source = fs::read_to_string(&path).unwrap();
        let first = embed(path.to_str().unwrap(), "", &[]).stdout;
        assert_eq!(first, embed(path.to_str().unwrap(), "", &[]).stdout);
        let is_whole = !source.contains("\"from\"");
        assert_eq!(is_whole, first == embed("-", &source, &[]).stdout, "{}", path.display());
        // And what was printed carries all that is needed to print it again.
        if is_whole {
            let json = Snippet::from(&source).json().to_string();
            assert_eq!(first, embed("-", &json, &[]).stdout, "{}", path.display());
        }
    }
}

#[test]
fn without_a_language_the_form_is_in_vietnamese_until_the_page_says_otherwise() {
    let form = r#"{"version":1,"target":"zalo-journey","fields":["phone"]}"#;
    let snippet = Snippet::from(form);
    assert!(snippet.html.starts_with(&format!("<lead-form proxy=\"{PROXY}\">\n")), "{}", snippet.html);
    assert_eq!(snippet.one("form").attr("lang"), Some("vi"));
}

#[test]
fn mistakes_in_a_definition_are_told_as_lint_tells_them_and_nothing_is_printed() {
    let broken = r#"{"version":1,"target":"zalo-journey","titel":"a","fields":["phon"]}"#;
    let told = embed("-", broken, &[]);
    assert_eq!((told.status, told.stdout.as_str()), (1, ""));
    assert_eq!(told.stderr, run(&["lint", "-"], broken.as_bytes()).stdout);
    embed("-", "{", &[]).refused_saying(&["<stdin>:1:1"]);
    embed("no-such-file.json", "", &[]).refused_saying(&["no-such-file.json"]);
}

#[test]
fn an_address_of_another_kind_is_refused_with_the_remedy() {
    for (proxy, script) in [("javascript:alert(1)", SCRIPT), (PROXY, "data:text/javascript,x"), ("", SCRIPT)]
    {
        let told = run(&["embed", "-", "--proxy", proxy, "--script", script], b"{}");
        told.refused_saying(&["http", "--"]);
    }
    run(&["embed", "-", "--script", SCRIPT], b"{}").refused_saying(&["--proxy"]);
}

#[test]
fn options_in_a_file_beside_the_definition_are_printed_and_others_are_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let field = |name: &str, from: &str| {
        format!(r#"{{"name":"{name}","control":"select","options":{{"from":"{from}"}}}}"#)
    };
    let form = |fields: &str| {
        format!(
            r#"{{"version":1,"target":"erp-lead","fields":["contact_name","phone_no1","gender",{fields}],
            "values":{{"country_id":241,"company_id":3,"street":"-","crm_line_ids":[1]}},
            "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id","campaign_id"]}}"#
        )
    };
    fs::create_dir(folder.path().join("options")).unwrap();
    fs::write(folder.path().join("options/states.json"), r#"{"error":0,"data":[{"id":7,"name":"Huế"}]}"#)
        .unwrap();
    let file = folder.path().join("form.json");
    fs::write(&file, form(&field("state_id", "options/states.json"))).unwrap();
    let snippet = Snippet::of(embed(file.to_str().unwrap(), "", &[]));
    let options: Vec<_> =
        snippet.all("select option").into_iter().map(|option| option.attr("value").unwrap()).collect();
    assert_eq!(options, ["", "7"]);
    assert!(snippet.one("select").attr("required").is_some());

    for from in
        ["options/none.json", "https://x.vn/a.json", "/states.json", "options/{gender}.json", "form.json"]
    {
        fs::write(&file, form(&field("state_id", from))).unwrap();
        let snippet = Snippet::of(embed(file.to_str().unwrap(), "", &[]));
        assert_eq!(snippet.all("select option").len(), 1, "{from}");
        assert_eq!(snippet.one("select").attr("required"), None, "{from}");
        assert_eq!(text(snippet.one(".lf-loading")), "", "nothing that would stay untrue for ever");
    }
    // A file that is not there, and one that is no list, are told; whoever prints it can mend that.
    for from in ["options/none.json", "form.json"] {
        fs::write(&file, form(&field("state_id", from))).unwrap();
        assert!(embed(file.to_str().unwrap(), "", &[]).stderr.contains(from), "{from}");
    }
}
