//! Colours: for categories, for counts, and for text upon them.
//!
//! Categories have the colours of Okabe and Ito (2008), which people with any colour vision can tell apart, in an order
//! in which neighbours differ in lightness, and the first five all do, so that grey print keeps them apart. It must not
//! know what a colour is for.

/// Text.
pub(in crate::report) const INK: &str = "#1a1a1a";
/// Titles of axes, notes and tick labels: 8.6 to 1 on white.
pub(in crate::report) const MUTED: &str = "#4a4a4a";
/// Axes.
pub(in crate::report) const AXIS: &str = "#6b6b6b";
/// Lines that lead the eye and carry no data.
pub(in crate::report) const GRID: &str = "#dedede";
/// The hatching of a gap.
pub(in crate::report) const HATCH: &str = "#b4b4b4";
/// Paper.
pub(in crate::report) const WHITE: &str = "#ffffff";
/// The one colour of a chart that needs one.
pub(in crate::report) const MAIN: &str = "#0072b2";
/// The second colour of a chart that needs two.
pub(in crate::report) const SECOND: &str = "#d55e00";
/// What was put together because there are too many categories.
pub(in crate::report) const OTHERS: &str = "#999999";
/// What is counted otherwise than its neighbours.
pub(in crate::report) const NEUTRAL: &str = "#e4e4e4";

/// How many categories can have a colour of their own.
pub(in crate::report) const MOST: usize = 8;

/// Okabe and Ito's black is softened, so that its category does not seem to matter most.
const CATEGORIES: [&str; MOST] =
    ["#0072b2", "#e69f00", "#009e73", "#f0e442", "#222222", "#56b4e9", "#d55e00", "#cc79a7"];

/// The colour of a category.
pub(in crate::report) fn category(at: usize) -> &'static str {
    CATEGORIES.get(at).copied().unwrap_or(OTHERS)
}

/// Whether a text is a colour as charts write them, `#0072b2`.
pub(in crate::report) fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// Stops of one hue whose lightness falls evenly (after Brewer's Blues).
const RAMP: [[f64; 3]; 5] =
    [[222., 235., 247.], [158., 202., 225.], [91., 160., 208.], [33., 113., 181.], [8., 48., 107.]];

/// The colour of a count, from pale for one to dark for the greatest.
pub(in crate::report) fn shade(count: u64, greatest: u64) -> String {
    let part = if greatest > 1 { count.saturating_sub(1) as f64 / (greatest - 1) as f64 } else { 0.5 };
    let along = part.clamp(0.0, 1.0) * (RAMP.len() - 1) as f64;
    let at = (along as usize).min(RAMP.len() - 2);
    let (from, to) = (RAMP[at], RAMP[at + 1]);
    let mix = |channel: usize| (from[channel] + (to[channel] - from[channel]) * (along - at as f64)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2))
}

/// The colour for text upon another: whichever of dark and white stands out more. One of them always has 4.5 to 1.
pub(in crate::report) fn text_on(fill: &str) -> &'static str {
    if contrast(fill, INK) >= 4.5 {
        INK
    } else if contrast(fill, WHITE) >= contrast(fill, "#000000") {
        WHITE
    } else {
        "#000000"
    }
}

/// The outline that a fill needs so as not to be lost on white paper.
pub(in crate::report) fn outline(fill: &str) -> Option<&'static str> {
    (contrast(fill, WHITE) < 2.0).then_some(AXIS)
}

/// The contrast of two colours, from 1 to 21, as WCAG 2 counts it.
pub(in crate::report) fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let hex = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let part = f64::from(hex) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_every_colour() {
        let shades = (1..=200).map(|count| shade(count, 200));
        let fills = CATEGORIES.iter().chain([&OTHERS, &NEUTRAL, &MAIN, &SECOND, &WHITE]).map(|fill| (*fill).to_owned());
        for fill in shades.chain(fills) {
            let contrast = contrast(&fill, text_on(&fill));
            assert!(contrast >= 4.5, "{fill}: {contrast}");
        }
        assert!(contrast(MUTED, WHITE) > 7.0);
    }

    #[test]
    fn a_greater_count_is_darker() {
        let lightness: Vec<f64> = (1..=50).map(|count| luminance(&shade(count, 50))).collect();
        assert!(lightness.is_sorted_by(|a, b| a > b));
        assert_eq!(shade(9, 0), shade(1, 1), "no division by nothing");
    }

    #[test]
    fn neighbours_and_the_first_five_differ_in_grey() {
        for pair in CATEGORIES.windows(2) {
            assert!(contrast(pair[0], pair[1]) > 1.25, "{pair:?}");
        }
        let mut first: Vec<f64> = CATEGORIES[..5].iter().map(|fill| contrast(fill, "#000000")).collect();
        first.sort_by(f64::total_cmp);
        assert!(first.windows(2).all(|pair| pair[1] / pair[0] > 1.4), "{first:?}");
    }
}
