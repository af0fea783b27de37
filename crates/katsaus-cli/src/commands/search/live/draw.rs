//! How the interactive search looks: the query above, the list below it, the chosen source's text beneath or beside. It
//! must not change anything but what is drawn.
//!
//! Looks are those that hold on light and dark screens: bold, dim, reversed, and the colour cyan.

use super::finder::{Finder, Looked, Mode};
use super::keys::help;
use crate::commands::read::textbox::TextBox;
use crate::commands::search::shorten;
use crate::ui::{count, cut, sanitize};
use katsaus::analysis::{Language, language_of, language_of_text};
use katsaus::index::Marks;
use katsaus::query::TextField;
use katsaus::review::Hit;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};

/// From this width on, list and text stand side by side.
const WIDE: u16 = 110;
/// Lines of a source in the list.
const LINES: u16 = 2;
/// Wider than any line that is written here.
const ENDLESS: usize = 1 << 20;

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const KEY: Style = Style::new().cyan();
const CHOSEN: Style = Style::new().cyan().add_modifier(Modifier::BOLD);
const MARKED: Style = Style::new().add_modifier(Modifier::REVERSED);

/// Draws everything. Gives how many sources or lines a page holds.
pub(super) fn draw(frame: &mut Frame<'_>, finder: &mut Finder<'_>) -> u16 {
    let heights = [Constraint::Length(1), Constraint::Length(1), Constraint::Min(3), Constraint::Length(1)];
    let [query, said, body, foot] = Layout::vertical(heights).areas(frame.area());
    let typing = matches!(finder.mode, Mode::Query);
    draw_line(frame, "search  ", &finder.query, typing, query);
    draw_said(frame, finder, said);
    let page = match finder.mode {
        Mode::Text(from) => draw_whole_text(frame, finder, body, from),
        Mode::Tag(_, true) => draw_whole_text(frame, finder, body, 0),
        _ => draw_list_and_text(frame, finder, body),
    };
    draw_foot(frame, finder, foot);
    page
}

/// A line that is written in, its end in sight; the cursor stands in it if keys go there.
fn draw_line(frame: &mut Frame<'_>, name: &str, line: &TextBox, typing: bool, area: Rect) {
    let room = usize::from(area.width).saturating_sub(name.len() + 1).max(1);
    let at = line.cursor(ENDLESS).1;
    let hidden = at.saturating_sub(room);
    let shown: String = line.text().chars().skip(hidden).take(room).collect();
    let style = if typing { BOLD } else { Style::new() };
    let spans = vec![Span::styled(name.to_owned(), DIM), Span::styled(sanitize(&shown), style)];
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
    if typing {
        let column = (name.len() + at - hidden).min(usize::from(area.width.saturating_sub(1)));
        frame.set_cursor_position(Position { x: area.x + column as u16, y: area.y });
    }
}

/// How much was found, or why nothing can be.
fn draw_said(frame: &mut Frame<'_>, finder: &Finder<'_>, area: Rect) {
    let total = count(finder.found.total, "source");
    let said = match &finder.fault {
        Some(fault) => format!("{total}   {}", sanitize(fault)),
        None => total,
    };
    let line = Line::styled(cut(&said, usize::from(area.width)), DIM);
    frame.render_widget(Paragraph::new(line), area);
}

fn draw_list_and_text(frame: &mut Frame<'_>, finder: &mut Finder<'_>, body: Rect) -> u16 {
    let wide = body.width >= WIDE;
    let (list, text, borders) = if wide {
        let [list, text] = Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(body);
        (list, text, Borders::LEFT)
    } else {
        let [list, text] = Layout::vertical([Constraint::Percentage(60), Constraint::Percentage(40)]).areas(body);
        (list, text, Borders::TOP)
    };
    draw_list(frame, finder, list);
    let block = Block::new().borders(borders).border_style(DIM);
    let inner = block.inner(text);
    frame.render_widget(block, text);
    let inner = if wide { Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner } } else { inner };
    draw_text(frame, finder, inner, 0);
    (list.height / LINES).max(1)
}

fn draw_list(frame: &mut Frame<'_>, finder: &mut Finder<'_>, area: Rect) {
    let shown = usize::from(area.height / LINES).max(1);
    // The list moves just so far that the chosen one is in sight.
    finder.top = finder.top.min(finder.at).max((finder.at + 1).saturating_sub(shown));
    let width = usize::from(area.width).saturating_sub(2);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let in_list = !matches!(finder.mode, Mode::Query);
    let Finder { found, marks, at, top, .. } = finder;
    for (place, hit) in found.hits.iter().enumerate().skip(*top).take(shown) {
        lines.extend(of_hit(hit, marks, place == *at && in_list, width));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// A source in two lines: key, authors and year; title.
fn of_hit(hit: &Hit, marks: &mut Marks, chosen: bool, width: usize) -> [Line<'static>; 2] {
    let row = &hit.row;
    let year = row.year.map_or_else(|| "n.d.".to_owned(), |year| year.to_string());
    let by = format!("  {} ({year})", sanitize(&shorten(&row.authors)));
    let sign = if chosen { "▸ " } else { "  " };
    let key = Span::styled(row.key.clone(), if chosen { CHOSEN } else { KEY });
    let room = width.saturating_sub(row.key.chars().count());
    let head = Line::from(vec![Span::styled(sign, CHOSEN), key, Span::styled(cut(&by, room), DIM)]);
    let title = cut(&row.title, width);
    let mut spans = vec![Span::raw("  ")];
    // Titles are short: what language they are in is seen from the text that is open.
    spans.extend(lit(&title, Some(TextField::Title), language_of_text(&title).or(Some(Language::English)), marks));
    let mut line = Line::from(spans);
    if chosen {
        line = line.style(BOLD);
    }
    [head, line]
}

/// The chosen source's text over the whole body. Gives the lines of a page.
fn draw_whole_text(frame: &mut Frame<'_>, finder: &mut Finder<'_>, body: Rect, from: u16) -> u16 {
    draw_text(frame, finder, body, from);
    body.height.saturating_sub(2).max(1)
}

fn draw_text(frame: &mut Frame<'_>, finder: &mut Finder<'_>, area: Rect, from: u16) {
    let mut marks = std::mem::take(&mut finder.marks);
    let lines = match finder.looked() {
        Ok(Some(looked)) => lines_of(looked, &mut marks),
        Ok(None) => Vec::new(),
        Err(error) => vec![Line::raw(error.message.clone())],
    };
    finder.marks = marks;
    let text = Paragraph::new(lines).wrap(Wrap { trim: false });
    // Not beyond the last line.
    let last = (text.line_count(area.width) as u16).saturating_sub(area.height.min(3));
    let from = from.min(last);
    if let Mode::Text(at) = &mut finder.mode {
        *at = from;
    }
    frame.render_widget(text.scroll((from, 0)), area);
}

fn lines_of(looked: &Looked, marks: &mut Marks) -> Vec<Line<'static>> {
    let (fields, text) = (&looked.source.fields, &looked.text);
    let language = language_of(fields);
    let mut lines = Vec::new();
    let title = fields.title.as_deref().unwrap_or("(no title)");
    lines.push(Line::from(lit(title, Some(TextField::Title), language, marks)).style(BOLD));
    let year = fields.year.map(|year| year.to_string()).unwrap_or_default();
    let authors = fields.authors.iter().map(katsaus_model::Person::inverted).collect::<Vec<_>>().join("; ");
    let said = [authors, year, fields.container.clone().unwrap_or_default()];
    let said: Vec<String> = said.iter().filter(|said| !said.is_empty()).map(|said| sanitize(said)).collect();
    lines.push(Line::styled(said.join(" · "), DIM));
    if !looked.source.tags.is_empty() {
        let tags: Vec<&str> = looked.source.tags.iter().map(|tag| tag.code.as_str()).collect();
        lines.push(Line::styled(sanitize(&tags.join(", ")), KEY));
    }
    lines.push(Line::default());
    match &fields.abstract_text {
        Some(text) => {
            lines.extend(text.lines().map(|line| Line::from(lit(line, Some(TextField::Abstract), language, marks))))
        }
        None => lines.push(Line::styled("(no abstract)", DIM)),
    }
    let keywords = fields.keywords.join("; ");
    let cells = text.cells.iter().map(|(topic, cell)| (topic.as_str(), TextField::Cell, cell));
    let notes = text.notes.iter().map(|note| ("note", TextField::Note, note));
    let excerpts = text.excerpts.iter().map(|excerpt| ("excerpt", TextField::Excerpt, excerpt));
    let keywords = (!keywords.is_empty()).then_some(("keywords", TextField::Keyword, &keywords));
    for (name, field, words) in keywords.into_iter().chain(cells).chain(excerpts).chain(notes) {
        lines.push(Line::default());
        let language = language_of_text(words).or(language);
        let mut spans = vec![Span::styled(format!("{}: ", sanitize(name)), DIM)];
        spans.extend(lit(&words.replace('\n', " "), Some(field), language, marks));
        lines.push(Line::from(spans));
    }
    lines
}

/// A text in stretches, the words that are looked for reversed.
fn lit(text: &str, field: Option<TextField>, language: Option<Language>, marks: &mut Marks) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for mark in marks.find(text, field, language) {
        if let (Some(before), Some(inside)) = (text.get(at..mark.from), text.get(mark.from..mark.to)) {
            spans.push(Span::raw(sanitize(before)));
            spans.push(Span::styled(sanitize(inside), MARKED));
            at = mark.to;
        }
    }
    spans.push(Span::raw(sanitize(text.get(at..).unwrap_or_default())));
    spans
}

fn draw_foot(frame: &mut Frame<'_>, finder: &Finder<'_>, area: Rect) {
    if let Mode::Tag(name, _) = &finder.mode {
        draw_line(frame, "tag  ", name, true, area);
        let room = usize::from(area.width).saturating_sub(name.text().chars().count() + 12);
        let codes = cut(&finder.codes(&name.text()).join("  "), room);
        frame.render_widget(Paragraph::new(Line::styled(codes, DIM).right_aligned()), area);
        return;
    }
    let text = if finder.message.is_empty() { help(&finder.mode).to_owned() } else { sanitize(&finder.message) };
    let style = if finder.message.is_empty() { DIM } else { BOLD };
    frame.render_widget(Paragraph::new(Line::styled(cut(&text, usize::from(area.width)), style)), area);
}
