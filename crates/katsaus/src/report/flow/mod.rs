//! A flow diagram as it leaves for the manuscript: drawn after the template of PRISMA 2020, as a page, as Markdown, and
//! as the table that the R package PRISMA2020 reads.
//!
//! Everything here is a pure function of the diagram. It must not count anything, nor decide which boxes there are.

mod boxes;
mod csv;
mod draw;
mod html;
mod lanes;
mod layout;
mod legend;
mod markdown;
mod rows;
#[cfg(test)]
mod samples;
mod table;
mod teller;
#[cfg(test)]
mod tests;
mod words;

pub use csv::csv;
pub use html::html;
pub use markdown::markdown;

use crate::flow::Diagram;
#[cfg(feature = "png")]
use crate::report::chart;

/// The diagram as SVG, on white. Where a number comes from is told by marks and dashes, so that it survives grey print.
pub fn svg(diagram: &Diagram) -> String {
    draw::picture(diagram, draw::Title::Drawn)
}

/// The diagram as a picture of dots.
///
/// # Errors
/// If the picture does not go into memory.
#[cfg(feature = "png")]
pub fn png(diagram: &Diagram) -> Result<Vec<u8>, chart::PngError> {
    chart::png(&svg(diagram))
}
