//! Charts as pictures of dots, drawn with the font that katsaus brings, so that they are the same on every machine.

use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// Dots for each unit of the SVG: a chart of 900 is 6.5 inches wide at 300 dots to the inch, as journals want it.
const ZOOM: f32 = 1950.0 / 900.0;
/// The most dots a side: a wider picture is drawn smaller.
const WIDEST: f32 = 12_000.0;

const FONTS: [&[u8]; 2] =
    [include_bytes!("../../../assets/fonts/Inter-Regular.ttf"), include_bytes!("../../../assets/fonts/Inter-Bold.ttf")];

/// A picture could not be drawn.
#[derive(Debug, thiserror::Error)]
#[error("the picture could not be drawn: {0}")]
pub struct PngError(String);

/// An SVG of this module as PNG.
///
/// # Errors
/// If the SVG is none, or the picture does not go into memory.
pub fn png(svg: &str) -> Result<Vec<u8>, PngError> {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Inter");
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PngError(error.to_string()))?;
    let size = tree.size();
    let zoom = ZOOM.min(WIDEST / size.width()).min(WIDEST / size.height());
    let dots = |length: f32| (length * zoom).ceil().max(1.0) as u32;
    let mut map = tiny_skia::Pixmap::new(dots(size.width()), dots(size.height()))
        .ok_or_else(|| PngError("it is too large".to_owned()))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(zoom, zoom), &mut map.as_mut());
    map.encode_png().map_err(|error| PngError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::report::chart::{Bars, Chart, bars};

    #[test]
    fn letters_are_drawn() {
        let chart = |title: &str| {
            let chart = Chart { title: title.to_owned(), ..Chart::default() };
            let svg = bars(&chart, &Bars { rows: vec![("Kysyntä".to_owned(), 3)], of: 3 });
            super::png(&svg).expect("a picture")
        };
        let (one, other) = (chart("Viitekehys"), chart("Viitekehyz"));
        assert!(one.starts_with(b"\x89PNG") && one != other, "text makes a difference");
        assert!(super::png("no svg").is_err());
    }
}
