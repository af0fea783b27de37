//! The part of a text that shows why it was found, with the words marked.

use super::marks::{Mark, Marks};
use crate::analysis::Language;
use crate::query::TextField;

/// The best part of `text` of about `length` letters, with its marks; `None` if none of the words stands in it.
pub fn snippet(
    text: &str,
    field: Option<TextField>,
    language: Option<Language>,
    marks: &mut Marks,
    length: usize,
) -> Option<(String, Vec<Mark>)> {
    let found = marks.find(text, field, language);
    let first = found.first()?;
    // The window that holds the most marks begins at one of them.
    let best = found.iter().max_by_key(|start| {
        let inside = found.iter().filter(|mark| mark.from >= start.from && mark.to <= start.from + length).count();
        (inside, std::cmp::Reverse(start.from))
    });
    let begin = best.unwrap_or(first).from;
    let from = if text.len() <= length { 0 } else { word_start(text, begin.saturating_sub(length / 4)) };
    let to = word_end(text, (from + length).min(text.len()));
    let (before, after) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    let shift = before.len();
    let inside = found.iter().filter(|mark| mark.from >= from && mark.to <= to);
    let marks = inside.map(|mark| Mark { from: mark.from - from + shift, to: mark.to - from + shift }).collect();
    Some((format!("{before}{}{after}", &text[from..to]), marks))
}

fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == 0 {
        return 0;
    }
    text[at..].find(char::is_whitespace).map_or(at, |blank| {
        let next = at + blank;
        next + text[next..].chars().next().map_or(0, char::len_utf8)
    })
}

fn word_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at >= text.len() {
        return text.len();
    }
    text[..at].rfind(char::is_whitespace).filter(|blank| *blank > 0).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn show(query: &str, text: &str, length: usize) -> Option<String> {
        let node = parse(query, &[]).expect("a query").node;
        let (shown, marks) = snippet(text, None, Some(Language::English), &mut Marks::of(&node), length)?;
        let mut out = String::new();
        let mut at = 0;
        for mark in marks {
            out += &format!("{}[{}]", &shown[at..mark.from], &shown[mark.from..mark.to]);
            at = mark.to;
        }
        Some(out + &shown[at..])
    }

    #[test]
    fn words_stems_and_beginnings_are_marked() {
        let text = "Employers' attitudes: how an employer hires";
        assert_eq!(show("employer", text, 200).as_deref(), Some("[Employers]' attitudes: how an [employer] hires"));
        assert_eq!(show("att* -hires", text, 200).as_deref(), Some("Employers' [attitudes]: how an employer hires"));
        assert_eq!(show("nothing", text, 200), None);
    }

    #[test]
    fn fuzzy_words_phrases_and_what_is_near_are_marked() {
        let text = "Dual customer models: customers of a dual model, employr too";
        assert_eq!(
            show("employer~1 OR \"dual cust*\"", text, 200).as_deref(),
            Some("[Dual customer] models: customers of a dual model, [employr] too")
        );
        assert_eq!(
            show("customer NEAR/2 dual", text, 200).as_deref(),
            Some("[Dual] [customer] models: [customers] of a [dual] model, employr too")
        );
    }

    #[test]
    fn the_part_with_the_most_words_is_shown() {
        let text =
            format!("work {} inclusion at work and inclusion again {}", "filler ".repeat(40), "rest ".repeat(40));
        let shown = show("work inclusion", &text, 60).expect("a snippet");
        assert!(shown.contains("[inclusion] at [work] and [inclusion]"), "{shown}");
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
    }
}
