//! Pictures in memory, and as small PNG files: the repository carries them.

use std::collections::HashMap;
use std::io::Cursor;

use anyhow::{Result, ensure};

pub(crate) type Colour = [u8; 3];

/// As many as one sees on a form. A byte could name twice as many, at a tenth more of the size.
const MOST_COLOURS: usize = 128;

/// A picture, row by row.
pub(crate) struct Paper {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pixels: Vec<Colour>,
}

impl Paper {
    pub(crate) fn new(width: usize, height: usize, colour: Colour) -> Self {
        Self { width, height, pixels: vec![colour; width * height] }
    }

    pub(crate) fn from_png(png: &[u8]) -> Result<Self> {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let (width, height) = (reader.info().width as usize, reader.info().height as usize);
        let samples = reader.output_color_type().0.samples();
        ensure!(samples >= 3, "Chromium took a picture without colours");
        let mut bytes = vec![0; width * height * samples];
        reader.next_frame(&mut bytes)?;
        let pixels = bytes.chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Ok(Self { width, height, pixels })
    }

    /// The colour of the first pixel: a page's ground.
    pub(crate) fn ground(&self) -> Colour {
        self.pixels[0]
    }

    /// Lays `other` on this one, its upper left corner at `left`, `top`; what sticks out is cut off.
    pub(crate) fn lay(&mut self, other: &Self, left: usize, top: usize) {
        let width = other.width.min(self.width.saturating_sub(left));
        for row in 0..other.height.min(self.height.saturating_sub(top)) {
            let (to, from) = ((top + row) * self.width + left, row * other.width);
            self.pixels[to..to + width].copy_from_slice(&other.pixels[from..from + width]);
        }
    }

    /// The same with round corners, and `ground` in what they leave free.
    pub(crate) fn rounded(mut self, radius: usize, ground: Colour) -> Self {
        for row in 0..radius {
            for column in 0..radius {
                let share = covered(radius, row, column);
                for y in [row, self.height - 1 - row] {
                    for x in [column, self.width - 1 - column] {
                        let pixel = &mut self.pixels[y * self.width + x];
                        *pixel = std::array::from_fn(|part| blend(pixel[part], ground[part], share));
                    }
                }
            }
        }
        self
    }

    /// A PNG with a palette: a third of the size of one in true colours, and no eye sees the difference on a form.
    pub(crate) fn to_png(&self) -> Result<Vec<u8>> {
        let (palette, places) = self.palette();
        let indices: Vec<u8> = self.pixels.iter().map(|pixel| places[pixel]).collect();
        let mut png = Vec::new();
        let mut encoder =
            png::Encoder::new(&mut png, u32::try_from(self.width)?, u32::try_from(self.height)?);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette.concat());
        encoder.set_compression(png::Compression::High);
        // Set last, for the line above chooses one too: neighbours in a palette are no neighbours in colour.
        encoder.set_filter(png::Filter::NoFilter);
        encoder.write_header()?.write_image_data(&indices)?;
        Ok(png)
    }

    /// The commonest colours, and for each colour the place of the nearest of them.
    fn palette(&self) -> (Vec<Colour>, HashMap<Colour, u8>) {
        let mut counts: HashMap<Colour, usize> = HashMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut colours: Vec<(Colour, usize)> = counts.into_iter().collect();
        // By the colour too, so that the same page makes the same file.
        colours.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
        let palette: Vec<Colour> = colours.iter().take(MOST_COLOURS).map(|(colour, _)| *colour).collect();
        let places = colours.iter().map(|(colour, _)| (*colour, nearest(&palette, *colour))).collect();
        (palette, places)
    }
}

/// How many of its 16 sub-pixels a pixel near the upper left corner has inside the circle that rounds it.
fn covered(radius: usize, row: usize, column: usize) -> usize {
    let inside = |place: usize| {
        // In eighths of a pixel, so that the middle of a sub-pixel is a whole number.
        let (y, x) = (8 * row + 2 * (place / 4) + 1, 8 * column + 2 * (place % 4) + 1);
        (8 * radius - y).pow(2) + (8 * radius - x).pow(2) <= (8 * radius).pow(2)
    };
    (0..16).filter(|place| inside(*place)).count()
}

fn blend(own: u8, ground: u8, share: usize) -> u8 {
    u8::try_from((usize::from(own) * share + usize::from(ground) * (16 - share)) / 16).unwrap_or(own)
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let distance = |other: &Colour| -> u32 {
        other.iter().zip(colour).map(|(one, two)| u32::from(one.abs_diff(two)).pow(2)).sum()
    };
    let place =
        palette.iter().enumerate().min_by_key(|(_, other)| distance(other)).map_or(0, |(place, _)| place);
    u8::try_from(place).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Paper;

    #[test]
    fn a_picture_survives_its_file_and_what_sticks_out_is_cut_off() {
        let mut paper = Paper::new(4, 3, [255, 255, 255]);
        paper.lay(&Paper::new(3, 3, [10, 20, 30]), 2, 1);
        let read = Paper::from_png(&paper.to_png().unwrap()).unwrap();
        assert_eq!((read.width, read.height, read.ground()), (4, 3, [255, 255, 255]));
        assert_eq!(read.pixels, paper.pixels);
        assert_eq!(read.pixels.iter().filter(|pixel| **pixel == [10, 20, 30]).count(), 4);
    }

    #[test]
    fn colours_beyond_the_palette_become_their_neighbours() {
        // 100 common colours, and 100 rare ones, each beside a common one.
        let mut paper = Paper::new(200, 2, [0, 0, 0]);
        for place in 0..200 {
            let colour = [u8::try_from(place % 100).unwrap(), 0, u8::from(place >= 100)];
            paper.lay(&Paper::new(1, if place < 100 { 2 } else { 1 }, colour), place, 0);
        }
        let read = Paper::from_png(&paper.to_png().unwrap()).unwrap();
        let is_near =
            |(one, two): (&[u8; 3], &[u8; 3])| one.iter().zip(two).all(|(a, b)| a.abs_diff(*b) <= 1);
        assert!(read.pixels.iter().zip(&paper.pixels).all(is_near));
    }
}
