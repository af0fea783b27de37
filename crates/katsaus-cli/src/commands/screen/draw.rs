//! How a source looks while it is screened: record and abstract on the left with marked words, reasons and criteria on the
//! right, below how far one is and what that says. It must not change anything but how far the text is scrolled.
//!
//! Looks are those that hold on light and dark screens; what speaks for a source is underlined, what speaks against it
//! reversed, so that nobody needs to tell two colours apart.

use super::keys::{DEEDS, Deed, key_of};
use super::sitting::{Mode, Sitting, Writing};
use crate::ui::{cut, sanitize};
use katsaus_model::Field;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const KEY: Style = Style::new().cyan();
const FOR: Style = Style::new().green().add_modifier(Modifier::UNDERLINED);
const AGAINST: Style = Style::new().red().add_modifier(Modifier::REVERSED);
/// From this width on, the text and the reasons stand side by side.
const WIDE: u16 = 90;
/// The width of the right side.
const SIDE: u16 = 34;

pub(super) fn draw(frame: &mut Frame<'_>, sitting: &mut Sitting<'_>) {
    let foot = if frame.area().width < WIDE { 5 } else { 4 };
    let heights = [Constraint::Length(1), Constraint::Min(4), Constraint::Length(foot)];
    let [head, body, foot] = Layout::vertical(heights).areas(frame.area());
    let headline = cut(&sanitize(&sitting.headline()), usize::from(head.width));
    frame.render_widget(Paragraph::new(Line::styled(headline, BOLD)), head);
    match &sitting.mode {
        Mode::Help => draw_help(frame, sitting, body),
        _ if sitting.is_done() => draw_end(frame, sitting, body),
        _ if body.width >= WIDE => {
            let [text, side] = Layout::horizontal([Constraint::Min(40), Constraint::Length(SIDE)]).areas(body);
            draw_text(frame, sitting, text);
            draw_side(frame, sitting, side, Borders::LEFT);
        }
        _ => {
            let below = 2 + sitting.reasons.len().min(8) as u16;
            let [text, side] = Layout::vertical([Constraint::Min(6), Constraint::Length(below)]).areas(body);
            draw_text(frame, sitting, text);
            draw_side(frame, sitting, side, Borders::TOP);
        }
    }
    draw_foot(frame, sitting, foot);
}

fn draw_text(frame: &mut Frame<'_>, sitting: &mut Sitting<'_>, area: Rect) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let paragraph = Paragraph::new(Text::from(lines(sitting))).wrap(Wrap { trim: false });
    let height = paragraph.line_count(area.width) as u16;
    sitting.scroll = sitting.scroll.min(height.saturating_sub(area.height));
    let is_cut = height > area.height + sitting.scroll;
    frame.render_widget(paragraph.scroll((sitting.scroll, 0)), area);
    if is_cut {
        let last = Rect { y: area.y + area.height.saturating_sub(1), height: 1, ..area };
        frame.render_widget(Paragraph::new(Span::styled(" ↓ more ", DIM)).right_aligned(), last);
    }
}

fn lines(sitting: &Sitting<'_>) -> Vec<Line<'static>> {
    let Some(source) = &sitting.source else { return Vec::new() };
    let fields = &source.fields;
    let title = fields.title.as_deref().unwrap_or("(no title)");
    let mut lines = vec![Line::from(marked(sitting, title)).style(BOLD)];
    let said = [Field::Authors, Field::Year, Field::Container].map(|field| sanitize(&fields.get(field)));
    let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
    lines.push(Line::styled(said.join(" · "), DIM));
    let mut origins: Vec<String> = source.origins.iter().map(|origin| sanitize(origin)).collect();
    origins.dedup();
    let found =
        if origins.is_empty() { String::new() } else { format!("   found in {}", cut(&origins.join("; "), 120)) };
    lines.push(Line::from(vec![Span::styled(source.key.0.clone(), KEY), Span::styled(found, DIM)]));
    lines.push(Line::default());
    match fields.abstract_text.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => lines.extend(text.lines().map(|line| Line::from(marked(sitting, line)))),
        None => lines.push(Line::styled("No abstract.", DIM.add_modifier(Modifier::ITALIC))),
    }
    if !fields.keywords.is_empty() {
        lines.push(Line::default());
        let mut keywords = vec![Span::styled("Keywords  ", DIM)];
        keywords.extend(marked(sitting, &fields.keywords.join("; ")));
        lines.push(Line::from(keywords));
    }
    let tags: Vec<String> = source.tags.iter().map(|tag| tag.code.clone()).collect();
    if !tags.is_empty() {
        lines.push(Line::default());
        lines.push(Line::from(vec![Span::styled("Tags  ", DIM), Span::raw(sanitize(&tags.join(", ")))]));
    }
    lines
}

/// A text with the words that speak for and against it.
fn marked(sitting: &Sitting<'_>, text: &str) -> Vec<Span<'static>> {
    let mut places: Vec<(usize, usize, Style)> = Vec::new();
    // Where one word is on both lists, what speaks against it is the more important to see.
    places.extend(sitting.speaks_against.places(text).into_iter().map(|(from, to)| (from, to, AGAINST)));
    for (from, to) in sitting.speaks_for.places(text) {
        if !places.iter().any(|(start, end, _)| *start < to && from < *end) {
            places.push((from, to, FOR));
        }
    }
    places.sort_unstable_by_key(|(from, ..)| *from);
    let mut spans = Vec::new();
    let mut at = 0;
    for (from, to, style) in places {
        spans.push(Span::raw(sanitize(text.get(at..from).unwrap_or_default())));
        spans.push(Span::styled(sanitize(text.get(from..to).unwrap_or_default()), style));
        at = to;
    }
    spans.push(Span::raw(sanitize(text.get(at..).unwrap_or_default())));
    spans
}

fn draw_side(frame: &mut Frame<'_>, sitting: &Sitting<'_>, area: Rect, border: Borders) {
    let block = Block::new().borders(border).border_style(DIM);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let inner = match border {
        Borders::LEFT => Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner },
        _ => inner,
    };
    let mut lines = Vec::new();
    if let Some(conflict) = sitting.conflict() {
        lines.push(Line::styled("What each decided", BOLD));
        for decision in &conflict.decisions {
            let said = sitting.review.verdict_in_words(&sitting.names, &decision.verdict);
            let note = decision.note.as_ref().map(|note| format!(" — {note}")).unwrap_or_default();
            lines.push(Line::raw(sanitize(&format!("{}: {said}{note}", decision.by))));
        }
        lines.push(Line::default());
    }
    if let Some(verdict) = sitting.verdict() {
        let said = sitting.review.verdict_in_words(&sitting.names, &verdict);
        lines.push(Line::from(vec![Span::styled("You said ", DIM), Span::styled(sanitize(&said), BOLD)]));
        lines.push(Line::default());
    }
    if !sitting.reasons.is_empty() {
        lines.push(Line::styled("Reasons to leave it out", BOLD));
    }
    for (at, (_, label)) in sitting.reasons.iter().enumerate() {
        let number = if at < 9 {
            (at + 1).to_string()
        } else if at == 9 {
            "0".to_owned()
        } else {
            " ".to_owned()
        };
        let place = sitting.chosen.iter().position(|chosen| *chosen == at);
        let (mark, style) = match place {
            Some(0) => ("●", BOLD),
            Some(_) => ("○", BOLD),
            None => (" ", Style::new()),
        };
        lines.push(Line::from(vec![
            Span::styled(format!("{number} "), KEY),
            Span::styled(format!("{mark} {}", sanitize(label)), style),
        ]));
    }
    if let Some(note) = &sitting.note {
        lines.push(Line::default());
        lines.push(Line::from(vec![Span::styled("Note ", DIM), Span::raw(sanitize(note))]));
    }
    let protocol = sitting.review.protocol();
    for (head, criteria) in [("Include if", &protocol.include), ("Exclude if", &protocol.exclude)] {
        if !criteria.is_empty() && border == Borders::LEFT {
            lines.push(Line::default());
            lines.push(Line::styled(head, BOLD));
            lines.extend(criteria.iter().map(|criterion| Line::raw(format!("- {}", sanitize(criterion)))));
        }
    }
    frame.render_widget(Paragraph::new(Text::from(lines)).wrap(Wrap { trim: false }), inner);
}

fn draw_end(frame: &mut Frame<'_>, sitting: &Sitting<'_>, area: Rect) {
    let (undo, quit) = (key_of(sitting, Deed::Undo), key_of(sitting, Deed::Quit));
    let said = match (sitting.standing(), sitting.of_sample()) {
        (_, Some(sample)) => format!("The sample is through. {sample}"),
        (Some(_), None) => format!("All that waits for you at {} is decided.", sitting.stage()),
        (None, None) => "All conflicts are settled.".to_owned(),
    };
    let text = format!("{said}\n\n{undo} takes the last step back, {quit} leaves.");
    frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }), area);
}

fn draw_help(frame: &mut Frame<'_>, sitting: &Sitting<'_>, area: Rect) {
    let mut lines: Vec<Line<'_>> = DEEDS
        .iter()
        .map(|(_, deed, _, said)| {
            Line::from(vec![Span::styled(format!("{:<10}", key_of(sitting, *deed)), KEY), Span::raw(*said)])
        })
        .collect();
    let mut more = |key: &str, said: &str| {
        lines.push(Line::from(vec![Span::styled(format!("{key:<10}"), KEY), Span::raw(said.to_owned())]));
    };
    more("1 … 9, 0", "choose a reason; the first chosen is the one that counts");
    more("↑ ↓", "scroll the text (also j, k, blank, page keys)");
    lines.push(Line::default());
    let [fifty, ..] = katsaus::screen::IN_A_ROW;
    let caution = format!(
        "Many irrelevant sources in a row are a rule of thumb only: in {} test screenings, stopping after {} in a row had found 95 % of \
         what was relevant in {:.0} % of the runs, and once no more than {:.0} %. The figure below counts on more than the last few.",
        fifty.runs,
        fifty.in_a_row,
        100.0 * fifty.enough,
        100.0 * fifty.worst_recall
    );
    lines.push(Line::styled(caution, DIM));
    frame.render_widget(Paragraph::new(Text::from(lines)).wrap(Wrap { trim: false }), area);
}

fn draw_foot(frame: &mut Frame<'_>, sitting: &Sitting<'_>, area: Rect) {
    let [figures, rule, said] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(2), Constraint::Length(1)]).areas(area);
    if let Some(standing) = sitting.standing() {
        let percent = (100 * standing.decided).checked_div(standing.all).unwrap_or(100);
        let minutes = match sitting.minutes_left() {
            Some(minutes) if minutes >= 60 => format!(" · about {} h {} min at your pace", minutes / 60, minutes % 60),
            Some(minutes) => format!(" · about {} min at your pace", minutes.max(1)),
            None => String::new(),
        };
        let row = if standing.in_a_row > 0 {
            format!(" · {} irrelevant in a row", standing.in_a_row)
        } else {
            String::new()
        };
        let line = format!(
            "{} of {} decided ({percent} %), {} kept{row}{minutes}",
            standing.decided, standing.all, standing.kept
        );
        frame.render_widget(Paragraph::new(Line::raw(line)), figures);
        let line = sitting.of_sample().unwrap_or_else(|| in_plain_words(&standing));
        let style = if standing.may_stop { BOLD } else { DIM };
        frame.render_widget(Paragraph::new(Line::styled(line, style)).wrap(Wrap { trim: true }), rule);
    }
    if let Mode::Writing(writing, line) = &sitting.mode {
        let label = label(*writing);
        frame.render_widget(
            Paragraph::new(Line::from(vec![Span::styled(label, KEY), Span::raw(sanitize(&line.text()))])),
            said,
        );
        let column = label.chars().count() + line.cursor(usize::MAX).1;
        frame.set_cursor_position(Position::new(said.x + (column as u16).min(said.width.saturating_sub(1)), said.y));
        return;
    }
    let (text, style) = match (&sitting.mode, sitting.message.is_empty()) {
        (Mode::AskedWhy, _) => {
            let exclude = key_of(sitting, Deed::Exclude);
            (format!("Why? A number chooses a reason, {exclude} again leaves it out without one, Esc goes back"), BOLD)
        }
        (_, false) => (sitting.message.clone(), BOLD),
        (_, true) => (keys_in_a_line(sitting), DIM),
    };
    frame.render_widget(Paragraph::new(Line::styled(cut(&sanitize(&text), usize::from(said.width)), style)), said);
}

fn label(writing: Writing) -> &'static str {
    match writing {
        Writing::Note => "Note: ",
        Writing::Tag => "Code: ",
        Writing::Find => "Find: ",
        Writing::IncludeTerm => "Speaks for a source (one that is listed goes): ",
        Writing::ExcludeTerm => "Speaks against a source (one that is listed goes): ",
    }
}

fn keys_in_a_line(sitting: &Sitting<'_>) -> String {
    let key = |deed| key_of(sitting, deed);
    let verdicts =
        format!("{} include  {} exclude  {} unsure", key(Deed::Include), key(Deed::Exclude), key(Deed::Unsure));
    format!(
        "{verdicts}  1-9 reason  {} undo  {} skip  {} note  {} find  {} all keys  {} leave",
        key(Deed::Undo),
        key(Deed::Skip),
        key(Deed::Note),
        key(Deed::Find),
        key(Deed::Help),
        key(Deed::Quit)
    )
}

/// What the rule for stopping says, for people.
fn in_plain_words(standing: &katsaus::review::Standing) -> String {
    if standing.decided == standing.all {
        return "Nothing is left at this stage.".to_owned();
    }
    if standing.kept == 0 {
        return "Nothing is kept yet, so nothing can be said about what is left.".to_owned();
    }
    // The likely number is far too high before some part of the texts is looked at.
    let left = match standing.decided * 10 < standing.all {
        true => format!("up to {} relevant ones may be left", standing.at_most_left),
        false => format!("likely {} relevant ones are left, up to {}", standing.likely_left, standing.at_most_left),
    };
    if standing.of_abstracts_alone && standing.p < 0.05 {
        return format!(
            "Of those with an abstract 95 % of what is relevant is found, with 95 % confidence (p = {:.3}); {} without one are still to \
             be looked at.",
            standing.p, standing.left_without_abstract
        );
    }
    if standing.may_stop {
        format!(
            "You may stop: 95 % of what is relevant is found, with 95 % confidence (p = {:.3}); {left}.",
            standing.p
        )
    } else {
        format!(
            "Go on: it is not certain yet that 95 % of what is relevant is found (p = {:.2}; below 0.05 is enough); {left}.",
            standing.p
        )
    }
}
