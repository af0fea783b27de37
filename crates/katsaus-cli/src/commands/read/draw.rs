//! How the reader looks: the text on the left with its marked words, topics and codes on the right; one above the other
//! where the terminal is narrow. It must not change anything but what is drawn.
//!
//! Looks are those that hold on light and dark screens: bold, dim, underlined, reversed, and the colours cyan and
//! magenta.

use super::keys::HELP;
use super::lit::{Lit, Why};
use super::reader::{Mode, Reader, Writing};
use super::textbox::TextBox;
use crate::ui::sanitize;
use katsaus_model::{CellValue, Field, ReadLevel};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};

/// From this width on, text and topics stand side by side.
const WIDE: u16 = 100;

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const CHOSEN: Style = Style::new().cyan().add_modifier(Modifier::BOLD);
const QUERY: Style = Style::new().add_modifier(Modifier::REVERSED);
const TERM: Style = Style::new().magenta().add_modifier(Modifier::UNDERLINED);

/// What keys need to know of the screen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Room {
    /// The width of a text box.
    pub(super) text_box: usize,
    /// The lines of a page of the text.
    pub(super) page: u16,
}

/// Draws everything.
pub(super) fn draw(frame: &mut Frame<'_>, reader: &mut Reader<'_>) -> Room {
    let [head, body, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(3), Constraint::Length(2)]).areas(frame.area());
    draw_head(frame, reader, head);
    let (text, side) = if body.width >= WIDE {
        let [text, side] = Layout::horizontal([Constraint::Percentage(56), Constraint::Percentage(44)]).areas(body);
        (text, side)
    } else {
        let [text, side] = Layout::vertical([Constraint::Percentage(48), Constraint::Percentage(52)]).areas(body);
        (text, side)
    };
    let wide = body.width >= WIDE;
    draw_text(frame, reader, text, wide);
    let borders = if wide { Borders::LEFT } else { Borders::TOP };
    let inner = Block::new().borders(borders).border_style(DIM);
    let side_inner = inner.inner(side);
    frame.render_widget(inner, side);
    let side_inner = if wide { indented(side_inner) } else { side_inner };
    let room = Room { text_box: usize::from(side_inner.width.max(3)) - 1, page: text.height.saturating_sub(2).max(1) };
    if matches!(reader.mode, Mode::Writing(..)) {
        draw_box(frame, reader, side_inner, room.text_box);
    } else {
        draw_side(frame, reader, side_inner);
    }
    draw_foot(frame, reader, foot);
    if matches!(reader.mode, Mode::Help) {
        draw_help(frame, reader, body);
    }
    room
}

fn indented(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area }
}

fn draw_head(frame: &mut Frame<'_>, reader: &Reader<'_>, area: Rect) {
    let key = reader.source.as_ref().map(|source| source.key.0.clone()).unwrap_or_default();
    let left = format!("{} of {}  ", reader.at + 1, reader.len());
    let level = reader.source.as_ref().map_or(ReadLevel::Not, |source| source.read_level);
    let own = if level == ReadLevel::Not { "not read".to_owned() } else { format!("read: {level}") };
    let progress = reader.progress;
    let mut right = format!("{own}   {} of {} read at {} level", progress.read, progress.all, progress.level);
    if left.chars().count() + key.chars().count() + right.chars().count() + 2 > usize::from(area.width) {
        right = own;
    }
    let line = Line::from(vec![Span::styled(left, DIM), Span::styled(key, CHOSEN)]);
    frame.render_widget(Paragraph::new(line), area);
    frame.render_widget(Paragraph::new(Span::styled(right, DIM)).right_aligned(), area);
}

fn spans(lit: Vec<Lit>) -> Vec<Span<'static>> {
    let style = |why| match why {
        Why::Plain => Style::new(),
        Why::Query => QUERY,
        Why::Term => TERM,
    };
    lit.into_iter().map(|lit| Span::styled(sanitize(&lit.text), style(lit.why))).collect()
}

/// The text's record and abstract.
fn draw_text(frame: &mut Frame<'_>, reader: &mut Reader<'_>, area: Rect, wide: bool) {
    let Some(source) = reader.source.clone() else { return };
    let fields = &source.fields;
    let mut lines: Vec<Line<'static>> = Vec::new();
    let title = reader.lit(fields.title.as_deref().unwrap_or("(no title)"));
    lines.push(Line::from(spans(title)).style(BOLD));
    let get = |field| sanitize(&fields.get(field));
    let said = [Field::Authors, Field::Year, Field::Container, Field::Doi].map(get);
    let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
    lines.push(Line::styled(said.join(" · "), DIM));
    lines.push(Line::default());
    match &fields.abstract_text {
        Some(text) => {
            if let Some(from) = &fields.abstract_from {
                let whose = if from == "publisher" { "the publisher's" } else { "written by a reviewer" };
                lines.push(Line::styled(format!("Abstract ({whose})"), DIM));
            }
            for line in text.lines() {
                lines.push(Line::from(spans(reader.lit(line))));
            }
        }
        None => {
            lines.push(Line::styled("No abstract. Paste one, or write one with b.", DIM.add_modifier(Modifier::ITALIC)))
        }
    }
    if !fields.keywords.is_empty() {
        lines.push(Line::default());
        let mut keywords = vec![Span::styled("Keywords  ", DIM)];
        keywords.extend(spans(reader.lit(&fields.keywords.join("; "))));
        lines.push(Line::from(keywords));
    }
    for taken in &source.excerpts {
        lines.push(Line::default());
        let codes = if taken.codes.is_empty() { "no code".to_owned() } else { taken.codes.join(", ") };
        lines.push(Line::styled(format!("Excerpt {}  {codes}", taken.number()), DIM));
        for line in taken.excerpt.cited().lines() {
            lines.push(Line::from(spans(reader.lit(line))));
        }
    }
    for note in &source.notes {
        lines.push(Line::default());
        lines.push(Line::styled("Note", DIM));
        lines.extend(note.lines().map(|line| Line::raw(sanitize(line))));
    }
    let area = if wide { Rect { width: area.width.saturating_sub(1), ..area } } else { area };
    let text = Paragraph::new(Text::from(lines)).wrap(Wrap { trim: false });
    // The last lines stay in sight however far one goes.
    let height = text_height(&text, area.width);
    reader.scroll = reader.scroll.min(height.saturating_sub(area.height));
    frame.render_widget(text.scroll((reader.scroll, 0)), area);
    if height > area.height + reader.scroll {
        let more = Rect {
            x: area.right().saturating_sub(9),
            y: area.bottom().saturating_sub(1),
            width: 9.min(area.width),
            height: 1,
        };
        frame.render_widget(Paragraph::new(Span::styled(" more: j ", QUERY)), more);
    }
}

fn text_height(text: &Paragraph<'_>, width: u16) -> u16 {
    u16::try_from(text.line_count(width)).unwrap_or(u16::MAX)
}

/// Topics with what the text says on them, and the codes of a group.
fn draw_side(frame: &mut Frame<'_>, reader: &Reader<'_>, area: Rect) {
    let codes = code_lines(reader, usize::from(area.width));
    // Codes keep their place; topics take the rest.
    let code_height = (codes.len() as u16).min(area.height / 2);
    let [topics, below] = Layout::vertical([Constraint::Min(1), Constraint::Length(code_height)]).areas(area);
    let lines = topic_lines(reader);
    let text = Paragraph::new(Text::from(lines.clone())).wrap(Wrap { trim: false });
    let before: Vec<Line<'_>> = lines.iter().take(chosen_line(reader)).cloned().collect();
    let above = text_height(&Paragraph::new(Text::from(before)).wrap(Wrap { trim: false }), topics.width);
    let scroll =
        above.saturating_sub(topics.height / 3).min(text_height(&text, topics.width).saturating_sub(topics.height));
    frame.render_widget(text.scroll((scroll, 0)), topics);
    frame.render_widget(Paragraph::new(Text::from(codes)), below);
}

/// The line at which the chosen topic begins; each topic is two lines.
fn chosen_line(reader: &Reader<'_>) -> usize {
    reader.topic * 2
}

fn topic_lines(reader: &Reader<'_>) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (at, topic) in reader.topics.iter().enumerate() {
        let chosen = at == reader.topic;
        let label = format!("{} {}", if chosen { "▸" } else { " " }, sanitize(&topic.label));
        lines.push(Line::styled(label, if chosen { CHOSEN } else { BOLD }));
        let value = match &topic.value {
            Some(CellValue::Text(text)) => {
                let text = sanitize(&text.split_whitespace().collect::<Vec<_>>().join(" "));
                let shown = if chosen { text } else { crate::ui::cut(&text, 120) };
                Line::raw(format!("  {shown}"))
            }
            Some(state) => Line::styled(format!("  ({})", state.as_str()), DIM),
            None => Line::styled("  –", DIM),
        };
        lines.push(value);
    }
    if lines.is_empty() {
        lines.push(Line::styled("The protocol has no topics: [topics.NAME] in katsaus.toml.", DIM));
    }
    lines
}

fn code_lines(reader: &Reader<'_>, width: usize) -> Vec<Line<'static>> {
    if reader.groups.is_empty() {
        return vec![Line::styled("The codebook has no codes.", DIM)];
    }
    let mut more = if reader.groups.len() > 1 { "  g next group".to_owned() } else { String::new() };
    if reader.codes.len() > 10 {
        more.push_str("  . more codes");
    }
    let how = if reader.several() { "" } else { " (one)" };
    let mut lines =
        vec![Line::from(vec![Span::styled(format!("{}{how}", reader.group_label()), BOLD), Span::styled(more, DIM)])];
    let excerpt = match &reader.mode {
        Mode::Coding(name) => Some(name.clone()),
        _ => None,
    };
    for (at, code) in reader.codes.iter().skip(reader.page * 10).take(10).enumerate() {
        let on = excerpt.as_ref().map_or(code.on, |name| reader.has_code(name, &code.path));
        let key = if at < 10 { ((at + 1) % 10).to_string() } else { " ".to_owned() };
        let mark = if on { "✓" } else { " " };
        let label = crate::ui::cut(&sanitize(&code.label), width.saturating_sub(5));
        let style = if on { CHOSEN } else { Style::new() };
        lines.push(Line::from(vec![
            Span::styled(format!("{key} "), DIM),
            Span::styled(format!("{mark} {label}"), style),
        ]));
    }
    lines
}

/// The box that is written into.
fn draw_box(frame: &mut Frame<'_>, reader: &Reader<'_>, area: Rect, room: usize) {
    let Mode::Writing(writing, text_box) = &reader.mode else { return };
    let (title, question) = match writing {
        Writing::Cell(at) => {
            let topic = reader.topics.get(*at).cloned().unwrap_or_default();
            (topic.label, topic.question)
        }
        Writing::Note => ("Note".to_owned(), String::new()),
        Writing::Excerpt => (
            "Excerpt".to_owned(),
            "In quotation marks if in the author's words; a last line p. 12 for the page.".to_owned(),
        ),
        Writing::Abstract => ("Abstract".to_owned(), String::new()),
    };
    let mut head = vec![Line::styled(sanitize(&title), CHOSEN)];
    if !question.is_empty() {
        head.push(Line::styled(sanitize(&question), DIM));
    }
    let head = Paragraph::new(Text::from(head)).wrap(Wrap { trim: false });
    let height = text_height(&head, area.width).min(area.height / 3).max(1);
    let [above, below] = Layout::vertical([Constraint::Length(height), Constraint::Min(1)]).areas(area);
    frame.render_widget(head, above);
    draw_lines(frame, text_box, below, room);
}

fn draw_lines(frame: &mut Frame<'_>, text_box: &TextBox, area: Rect, room: usize) {
    let (x, y) = text_box.cursor(room);
    let height = usize::from(area.height.max(1));
    // The cursor's line stays in sight.
    let first = y.saturating_sub(height - 1);
    let lines = text_box.screen(room).into_iter().skip(first).take(height).map(|line| Line::raw(text_box.shown(line)));
    frame.render_widget(Paragraph::new(Text::from(lines.collect::<Vec<_>>())), area);
    let x = area.x + u16::try_from(x.min(room)).unwrap_or(0);
    frame.set_cursor_position(Position { x, y: area.y + (y - first) as u16 });
}

fn draw_foot(frame: &mut Frame<'_>, reader: &Reader<'_>, area: Rect) {
    let [message, keys] = Layout::vertical([Constraint::Length(1), Constraint::Length(1)]).areas(area);
    frame.render_widget(Paragraph::new(Line::styled(sanitize(&reader.message), BOLD)), message);
    let hint = match &reader.mode {
        Mode::Reading if area.width < WIDE => {
            "? keys  q leave  n next  p back  Tab topic  Enter write  - state  1-9 code"
        }
        Mode::Reading => {
            "n next  p back  Tab topic  Enter write  - state  1-9 code  l read level  x excerpt  c note  ? keys  q leave"
        }
        Mode::Writing(..) => "Esc save   Ctrl-X throw away   Ctrl-E own editor   Ctrl-Z undo",
        Mode::Level => "Read: t title   a abstract   p partly   f full   n not read   Esc back",
        Mode::Whose(_) => "Whose words is this abstract?   p the publisher's   o our own   Esc back to it",
        Mode::Coding(_) => "1-9 codes of the excerpt   g next group   Enter done",
        Mode::Help => "j k down and up   any other key closes this",
    };
    frame.render_widget(Paragraph::new(Line::styled(hint, DIM)), keys);
}

fn draw_help(frame: &mut Frame<'_>, reader: &Reader<'_>, area: Rect) {
    let lines = HELP.map(|(key, does)| {
        let style = if does.is_empty() { BOLD } else { CHOSEN };
        Line::from(vec![Span::styled(format!("{key:<18}"), style), Span::raw(does)])
    });
    frame.render_widget(ratatui::widgets::Clear, area);
    let help = Paragraph::new(Text::from(lines.to_vec())).block(Block::new().borders(Borders::ALL).title(" Keys "));
    frame.render_widget(help.scroll((reader.help_scroll, 0)), area);
}
