//! Many takes on one picture, in columns, like a photographer's contact sheet.

use crate::camera::Width;
use crate::paper::Paper;

const GAP: usize = 16;

/// The takes at one width and in one scheme.
pub(crate) struct Sheet {
    pub(crate) scheme: &'static str,
    columns: usize,
    takes: Vec<Paper>,
}

impl Sheet {
    pub(crate) fn new(width: Width, scheme: &'static str) -> Self {
        let columns = match width {
            Width::Phone => 5,
            Width::Wide => 3,
        };
        Self { scheme, columns, takes: Vec::new() }
    }

    pub(crate) fn add(&mut self, take: Paper) {
        self.takes.push(take);
    }

    /// All takes, the tallest first, each at the foot of the column that is shortest by then.
    pub(crate) fn finish(mut self) -> Paper {
        self.takes.sort_by_key(|take| std::cmp::Reverse(take.height));
        let column = self.takes.iter().map(|take| take.width).max().unwrap_or_default() + GAP;
        let mut feet = vec![GAP; self.columns];
        let mut places = Vec::new();
        for take in &self.takes {
            let shortest = (0..feet.len()).min_by_key(|place| feet[*place]).unwrap_or_default();
            places.push((GAP + shortest * column, feet[shortest]));
            feet[shortest] += take.height + GAP;
        }
        let height = feet.into_iter().max().unwrap_or_default();
        let ground = self.takes.first().map_or([255; 3], Paper::ground);
        let mut paper = Paper::new(GAP + self.columns * column, height, ground);
        for (take, (left, top)) in self.takes.iter().zip(places) {
            paper.lay(take, left, top);
        }
        paper
    }
}

#[cfg(test)]
mod tests {
    use super::{GAP, Sheet};
    use crate::camera::Width;
    use crate::paper::Paper;

    #[test]
    fn a_take_goes_to_the_shortest_column() {
        let mut sheet = Sheet::new(Width::Wide, "light");
        for height in [10, 100, 50, 40] {
            sheet.add(Paper::new(20, height, [0; 3]));
        }
        let paper = sheet.finish();
        assert_eq!(paper.width, GAP + 3 * (20 + GAP));
        assert_eq!(paper.height, GAP + 100 + GAP);
    }
}
