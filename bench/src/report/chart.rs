//! Bars, as SVG that reads on light and on dark.

use std::fmt::Write as _;

use super::{Results, peers};
use crate::peer::{ELEMENT, RENDERED};

pub(super) struct Chart {
    pub(super) file: &'static str,
    pub(super) title: &'static str,
    name: &'static str,
    divisor: f64,
    decimals: usize,
}

pub(super) static ALL: [Chart; 4] = [
    Chart {
        file: "bytes.svg",
        title: "What a visitor downloads, kB after brotli",
        name: "bytes",
        divisor: 1000.0,
        decimals: 0,
    },
    Chart {
        file: "visible.svg",
        title: "The form is visible, ms on a slow phone",
        name: "visible",
        divisor: 1.0,
        decimals: 0,
    },
    Chart {
        file: "validation.svg",
        title: "Its validation is live, ms on a slow phone",
        name: "live",
        divisor: 1.0,
        decimals: 0,
    },
    Chart {
        file: "memory.svg",
        title: "Memory beside the page's own, MB",
        name: "memory",
        divisor: 1e6,
        decimals: 1,
    },
];

const ROW: usize = 26;
const LEFT: f64 = 250.0;
const WIDTH: f64 = 360.0;

impl Chart {
    pub(super) fn draw(&self, results: &Results) -> String {
        let values: Vec<_> = peers(results, "mobile")
            .filter_map(|peer| Some((peer, results.median("mobile", peer.name, self.name)? / self.divisor)))
            .filter(|(_, value)| *value > 0.0)
            .collect();
        let most = values.iter().map(|(_, value)| *value).fold(0.0, f64::max);
        let height = ROW * values.len() + 44;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 {height}\" role=\"img\" aria-label=\"{}\">\n\
             <style>text{{font:13px system-ui,sans-serif;fill:#24292f}}.b{{fill:#9aa4b2}}.l{{fill:#2f72d8}}\
             @media(prefers-color-scheme:dark){{text{{fill:#e6edf3}}.b{{fill:#6b7686}}}}</style>\n\
             <text x=\"0\" y=\"18\" font-weight=\"600\">{}</text>\n",
            self.title, self.title
        );
        for (index, (peer, value)) in values.iter().enumerate() {
            let y = ROW * index + 34;
            let class = if [ELEMENT, RENDERED].contains(&peer.name) { "l" } else { "b" };
            let width = (value / most * WIDTH).max(1.0);
            let about = short(peer.about);
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{width:.1}\" \
                 height=\"18\" rx=\"2\"/><text x=\"{:.1}\" y=\"{}\">{value:.*}</text>",
                LEFT - 8.0,
                y + 14,
                about.replace('&', "&amp;"),
                LEFT + width + 6.0,
                y + 14,
                self.decimals
            );
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// What a form is, without what does not fit beside a bar.
fn short(about: &str) -> &str {
    let end = about.find(['(', '`']).unwrap_or(about.len());
    let about = about[..end].trim().trim_end_matches(',');
    about.trim_end_matches(" by")
}

#[cfg(test)]
mod tests {
    use crate::peer;

    #[test]
    fn every_form_has_a_name_of_its_own_beside_its_bar() {
        let mut names: Vec<_> = peer::ALL.iter().map(|peer| super::short(peer.about)).collect();
        assert!(names.contains(&"leadform, rendered") && names.contains(&"leadform"), "{names:?}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), peer::ALL.len());
    }
}
