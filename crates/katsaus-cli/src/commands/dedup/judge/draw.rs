//! How a pair looks: field by field, side by side, words that only one of them has reversed. It must not change anything.

use super::judging::Judging;
use super::keys::help;
use crate::ui::{cut, sanitize};
use katsaus_model::{Field, Source, text};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use std::collections::HashSet;
use unicode_width::UnicodeWidthStr;

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const KEY: Style = Style::new().cyan();
const OTHER: Style = Style::new().add_modifier(Modifier::REVERSED);
/// Room for the names of fields.
const NAMES: usize = 11;
/// Letters of an abstract that are shown.
const ABSTRACT: usize = 1200;

pub(super) fn draw(frame: &mut Frame<'_>, judging: &mut Judging<'_>) {
    let heights = [Constraint::Length(2), Constraint::Min(3), Constraint::Length(2)];
    let [head, body, foot] = Layout::vertical(heights).areas(frame.area());
    draw_head(frame, judging, head);
    match &judging.shown {
        Some((left, right)) => {
            let lines = lines(left, right, usize::from(body.width));
            let last = (lines.len() as u16).saturating_sub(body.height);
            judging.scroll = judging.scroll.min(last);
            frame.render_widget(Paragraph::new(lines).scroll((judging.scroll, 0)), body);
        }
        None => {
            let said = "That was the last pair. p goes back, u takes the last judgement back, q leaves.";
            frame.render_widget(Paragraph::new(said).wrap(Wrap { trim: true }), body);
        }
    }
    let help = help(judging.mode);
    let (said, style) =
        if judging.message.is_empty() { (help.as_str(), DIM) } else { (judging.message.as_str(), BOLD) };
    frame.render_widget(Paragraph::new(Line::styled(sanitize(said), style)).wrap(Wrap { trim: true }), foot);
}

fn draw_head(frame: &mut Frame<'_>, judging: &Judging<'_>, area: Rect) {
    let Some(pair) = judging.pair() else { return };
    let width = usize::from(area.width);
    let first =
        format!("Pair {} of {}   {:.2}   {}", judging.at + 1, judging.total(), pair.score, pair.doubt.in_words());
    let rows = pair.rows.as_ref().map(|(a, b)| format!("{a} and {b}; ")).unwrap_or_default();
    let lines = vec![
        Line::styled(cut(&sanitize(&first), width), BOLD),
        Line::styled(cut(&sanitize(&format!("{rows}{}", pair.evidence)), width), DIM),
    ];
    frame.render_widget(Paragraph::new(lines), area);
}

fn lines(left: &Source, right: &Source, width: usize) -> Vec<Line<'static>> {
    let column = width.saturating_sub(NAMES + 2) / 2;
    let mut lines = vec![Line::from(vec![
        Span::raw(" ".repeat(NAMES)),
        Span::styled(padded(&left.key.0, column), KEY),
        Span::raw("  "),
        Span::styled(right.key.0.clone(), KEY),
    ])];
    const FIELDS: [Field; 16] = [
        Field::Title,
        Field::OriginalTitle,
        Field::Authors,
        Field::Year,
        Field::Container,
        Field::Volume,
        Field::Issue,
        Field::Pages,
        Field::Type,
        Field::Edition,
        Field::Publisher,
        Field::Doi,
        Field::Pmid,
        Field::Isbn,
        Field::Language,
        Field::Abstract,
    ];
    for field in FIELDS {
        let (a, b) = (left.fields.get(field), right.fields.get(field));
        if !(a.is_empty() && b.is_empty()) {
            let name = field.as_str().replace('_', " ");
            let (a, b) = (cut(&a, ABSTRACT), cut(&b, ABSTRACT));
            side_by_side(&name, &a, &b, column, field != Field::Abstract, &mut lines);
        }
    }
    let tags = |source: &Source| source.tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>().join(", ");
    side_by_side("tags", &tags(left), &tags(right), column, false, &mut lines);
    let origins = |source: &Source| {
        let mut seen = HashSet::new();
        source.origins.iter().filter(|origin| seen.insert(*origin)).cloned().collect::<Vec<_>>().join("; ")
    };
    side_by_side("found in", &origins(left), &origins(right), column, false, &mut lines);
    lines
}

/// One field of both, each in its column; words that the other has not are marked where `marked`.
fn side_by_side(name: &str, a: &str, b: &str, column: usize, marked: bool, lines: &mut Vec<Line<'static>>) {
    if a.is_empty() && b.is_empty() {
        return;
    }
    let words = |text: &str| -> HashSet<String> { text::normalise(text).split(' ').map(str::to_owned).collect() };
    // A field that one of them lacks says nothing: there is nothing to mark.
    let marked = marked && !a.is_empty() && !b.is_empty();
    let (a_words, b_words) = (words(a), words(b));
    let left = wrapped(a, column, |word| marked && !all_in(word, &b_words));
    let right = wrapped(b, column, |word| marked && !all_in(word, &a_words));
    for at in 0..left.len().max(right.len()) {
        let head = if at == 0 { padded(name, NAMES) } else { " ".repeat(NAMES) };
        let mut spans = vec![Span::styled(head, DIM)];
        let (own, length) = left.get(at).cloned().unwrap_or_default();
        spans.extend(own);
        spans.push(Span::raw(" ".repeat(column.saturating_sub(length) + 2)));
        spans.extend(right.get(at).cloned().unwrap_or_default().0);
        lines.push(Line::from(spans));
    }
}

fn all_in(word: &str, other: &HashSet<String>) -> bool {
    text::normalise(word).split(' ').all(|part| part.is_empty() || other.contains(part))
}

/// A text in lines of at most `width` columns: the stretches of each, and how wide it is.
fn wrapped(text: &str, width: usize, is_other: impl Fn(&str) -> bool) -> Vec<(Vec<Span<'static>>, usize)> {
    let mut lines: Vec<(Vec<Span<'static>>, usize)> = Vec::new();
    for word in sanitize(text).split_whitespace() {
        // A word longer than the column, as a DOI may be, goes on below.
        for piece in pieces(word, width.max(4)) {
            let style = if is_other(word) { OTHER } else { Style::new() };
            let wide = piece.width();
            match lines.last_mut() {
                Some((spans, length)) if *length + 1 + wide <= width => {
                    spans.push(Span::raw(" "));
                    spans.push(Span::styled(piece, style));
                    *length += 1 + wide;
                }
                _ => lines.push((vec![Span::styled(piece, style)], wide)),
            }
        }
    }
    lines
}

fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let full = pieces
            .last()
            .is_some_and(|piece| piece.width() + unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0) > width);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

fn padded(text: &str, width: usize) -> String {
    let text = cut(&sanitize(text), width.saturating_sub(1));
    let room = width.saturating_sub(text.width());
    text + &" ".repeat(room)
}
