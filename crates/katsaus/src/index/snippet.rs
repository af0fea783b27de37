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
    let begin = fullest(&found, length).unwrap_or(*first);
    let from =
        if text.len() <= length { 0 } else { word_start(text, begin.from.saturating_sub(length / 4)).min(begin.from) };
    let to = word_end(text, from, (from + length).min(text.len())).max(begin.to);
    let (before, after) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    let shift = before.len();
    let inside = found.iter().filter(|mark| mark.from >= from && mark.to <= to);
    let marks = inside.map(|mark| Mark { from: mark.from - from + shift, to: mark.to - from + shift }).collect();
    Some((format!("{before}{}{after}", &text[from..to]), marks))
}

/// The mark at which the stretch of so many bytes begins that holds the most marks, the first of several.
fn fullest(found: &[Mark], length: usize) -> Option<Mark> {
    let mut end = 0;
    let mut best: Option<(usize, Mark)> = None;
    for (at, start) in found.iter().enumerate() {
        while found.get(end).is_some_and(|mark| mark.to <= start.from + length) {
            end += 1;
        }
        let inside = end.saturating_sub(at);
        if best.is_none_or(|(most, _)| inside > most) {
            best = Some((inside, *start));
        }
    }
    best.map(|(_, mark)| mark)
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

/// The last end of a word between two places; the second where there is none.
fn word_end(text: &str, from: usize, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at >= text.len() {
        return text.len();
    }
    let between = text.get(from..at).unwrap_or_default();
    between.rfind(char::is_whitespace).filter(|blank| *blank > 0).map_or(at, |blank| from + blank)
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
    fn a_text_without_blanks_is_cut_within() {
        let text = format!("本研究は就労支援における雇用主の役割を明らかにする。 IPS（{}", "就労支援".repeat(60));
        let shown = show("IPS", &text, 180).expect("a snippet");
        assert!(shown.contains("[IPS]"), "{shown}");
        assert!(show("x", &format!("{} x", "a".repeat(500)), 60).expect("a snippet").contains("[x]"));
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
