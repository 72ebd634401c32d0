//! The three themes: each with a form of the kind of business that it is for, half filled in, in error and thanking,
//! light and dark. One sheet for each theme and width, and the themes side by side for README.md.

use std::path::Path;

use anyhow::Result;
use e2e::Scene;
use e2e::takes::{Step, Take, take};

use crate::camera::{self, SCHEMES, Width};
use crate::paper::Paper;
use crate::save;

struct Theme {
    name: &'static str,
    /// The ground of a page that it might stand on, light and dark, and that page's font.
    page: [&'static str; 3],
    /// Half filled in; in error; thanking.
    takes: [Take; 3],
}

/// What a script sets is no agreement.
const AGREED: Step = Step::Press("[name='consent']");
const SEND: Step = Step::Press("button[type=submit]");
const ERRORS: Step = Step::See("[aria-invalid=true]");
const THANKS: Step = Step::See(".lf-thanks");

const CALM: &str = include_str!("themes/calm.json");
const BOLD: &str = include_str!("themes/bold.json");
const COMPACT: &str = include_str!("themes/compact.json");

const CALM_FILLED: Step = Step::Set(
    r#"{ "contact_name": "Nguyễn Thị Ánh", "phone_no1": "0912 345 678", "booking_date": "2031-12-05",
         "crm_line_ids": ["11", "12"], "company_id": "3" }"#,
);
const BOLD_FILLED: Step = Step::Set(
    r#"{ "full_name": "Trần Minh Khôi", "phone": "0912 345 678", "email": "khoi@example.vn",
         "custom_fields.kind": "2" }"#,
);
const COMPACT_FILLED: Step = Step::Set(
    r#"{ "full_name": "Lê Bích Ngọc", "company": "Dệt may Sông Hàn", "email": "ngoc@example.vn",
         "phone": "0905 111 222", "custom_fields.size": "m", "custom_fields.modules": "Kho" }"#,
);

static THEMES: [Theme; 3] = [
    Theme {
        name: "calm",
        page: ["#f3ebe3", "#141011", "'Noto Sans', sans-serif"],
        takes: [
            take("", CALM, &[CALM_FILLED, AGREED]),
            take(
                "",
                CALM,
                &[Step::Set(r#"{ "phone_no1": "0912 345", "crm_line_ids": ["13"] }"#), SEND, ERRORS],
            ),
            take("", CALM, &[CALM_FILLED, AGREED, SEND, THANKS]),
        ],
    },
    Theme {
        name: "bold",
        page: ["#fff", "#000", "'Noto Sans', sans-serif"],
        takes: [
            take("", BOLD, &[BOLD_FILLED, AGREED]),
            take("", BOLD, &[Step::Set(r#"{ "full_name": "Khôi", "email": "khoi@" }"#), SEND, ERRORS]),
            take("", BOLD, &[BOLD_FILLED, AGREED, SEND, THANKS]),
        ],
    },
    Theme {
        name: "compact",
        page: ["#eef2f7", "#0b0f17", "'Noto Sans', sans-serif"],
        takes: [
            take("", COMPACT, &[COMPACT_FILLED, AGREED]),
            take("", COMPACT, &[Step::Set(r#"{ "company": "Sông Hàn", "phone": "12" }"#), SEND, ERRORS]),
            take("", COMPACT, &[COMPACT_FILLED, AGREED, SEND, THANKS]),
        ],
    },
];

impl Theme {
    /// A page that links the theme as any page would, and has a ground of its own.
    fn head(&self, scene: &Scene) -> String {
        let [light, dark, font] = self.page;
        let style = format!(
            ":root {{ color-scheme: light dark; background: {light}; font-family: {font}; }}\
             @media (prefers-color-scheme: dark) {{ :root {{ background: {dark}; }} }}\
             body {{ margin: 0; }} h1 {{ display: none; }}\
             main {{ box-sizing: border-box; max-width: 700px; padding: clamp(16px, 4%, 32px); }}"
        );
        scene.host.put("/theme-page.css", &style);
        let name = self.name;
        format!(
            "<link rel='stylesheet' href='/theme-page.css'><link rel='stylesheet' href='/style/themes/{name}.css'>"
        )
    }
}

pub(crate) async fn take_all(scene: &Scene, directory: &Path) -> Result<()> {
    let mut side_by_side = Vec::new();
    for width in [Width::Phone, Width::Wide] {
        for theme in &THEMES {
            eprintln!("{} px: the theme {}", width.pixels(), theme.name);
            let head = theme.head(scene);
            let mut rows = SCHEMES.map(|_| Vec::new());
            for take in &theme.takes {
                width.set(&scene.browser, 800).await?;
                camera::light(&scene.browser, SCHEMES[0]).await?;
                take.play(scene, &head).await?;
                for (row, scheme) in rows.iter_mut().zip(SCHEMES) {
                    camera::light(&scene.browser, scheme).await?;
                    row.push(camera::whole_page(&scene.browser).await?);
                }
            }
            save(&directory.join(format!("{}-{}.png", theme.name, width.pixels())), &sheet(&rows))?;
            if width == Width::Phone {
                side_by_side.extend(rows.into_iter().filter_map(|row| row.into_iter().next()));
            }
        }
    }
    save(&directory.join("themes.png"), &sheet(&[side_by_side]))
}

/// Takes side by side, each on its own ground, one row above the other.
fn sheet(rows: &[Vec<Paper>]) -> Paper {
    let height = |row: &Vec<Paper>| row.iter().map(|take| take.height).max().unwrap_or_default();
    let width = |row: &Vec<Paper>| row.iter().map(|take| take.width).sum();
    let mut paper =
        Paper::new(rows.iter().map(width).max().unwrap_or_default(), rows.iter().map(height).sum(), [255; 3]);
    let mut top = 0;
    for row in rows {
        let mut left = 0;
        for take in row {
            paper.lay(&Paper::new(take.width, height(row), take.ground()), left, top);
            paper.lay(take, left, top);
            left += take.width;
        }
        top += height(row);
    }
    paper
}
