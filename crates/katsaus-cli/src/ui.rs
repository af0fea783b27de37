//! Talking to the person: results on stdout, talk on stderr, progress, questions. What was imported is never trusted
//! to a terminal as it stands.

use crate::failure::Failure;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use katsaus::progress::{Event, Progress};
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const KEY: Style = AnsiColor::Cyan.on_default();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
const WARN: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// The widest that running text gets.
const WIDEST: usize = 120;

/// How to talk.
#[derive(Clone, Debug)]
pub(crate) struct Ui {
    pub(crate) quiet: bool,
    pub(crate) json: bool,
    pub(crate) yes: bool,
    pub(crate) width: usize,
    pub(crate) out_is_terminal: bool,
    pub(crate) err_is_terminal: bool,
}

impl Ui {
    pub(crate) fn new(quiet: bool, json: bool, yes: bool) -> Ui {
        let out_is_terminal = std::io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = columns.or_else(|| comfy_table::Table::new().width().map(usize::from)).unwrap_or(100);
        Ui {
            quiet,
            json,
            yes,
            width: width.clamp(40, WIDEST),
            out_is_terminal,
            err_is_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Says what was done.
    pub(crate) fn status(&self, message: impl AsRef<str>) {
        if !self.quiet {
            self.talk(&self.safe_on_err(message.as_ref()));
        }
    }

    /// Long lines broken at blanks on a terminal; elsewhere programs break them.
    fn fitted(&self, line: &str) -> String {
        if !self.err_is_terminal || line.chars().count() <= self.width {
            return line.to_owned();
        }
        let indent = line.len() - line.trim_start().len();
        format!("{}{}", " ".repeat(indent), crate::table::wrap(line.trim_start(), self.width, indent + 2))
    }

    /// Warns of something that does not stop the work.
    pub(crate) fn warning(&self, message: impl AsRef<str>) {
        if !self.quiet {
            self.talk(&format!("{WARN}warning{WARN:#}: {}", self.safe_on_err(message.as_ref())));
        }
    }

    /// Says what to try next.
    pub(crate) fn hint(&self, message: impl AsRef<str>) {
        if !self.quiet {
            self.talk(&format!("{GOOD}hint{GOOD:#}: {}", self.safe_on_err(message.as_ref())));
        }
    }

    /// Says why a command failed.
    pub(crate) fn failure(&self, failure: &Failure) {
        if !failure.message.is_empty() {
            self.talk(&format!("{BAD}error{BAD:#}: {}", self.safe_on_err(&failure.message)));
        }
        if let Some(excerpt) = &failure.excerpt {
            for line in excerpt.lines() {
                self.talk(&format!("  {}", self.safe_on_err(line)));
            }
        }
        for hint in &failure.hints {
            self.talk(&format!("{GOOD}hint{GOOD:#}: {}", self.safe_on_err(hint)));
        }
    }

    fn talk(&self, line: &str) {
        // Nobody reads stderr: then nothing is said.
        let _ = writeln!(anstream::stderr(), "{line}");
    }

    fn safe_on_err(&self, text: &str) -> String {
        if self.err_is_terminal { self.fitted(&sanitize(text)) } else { text.to_owned() }
    }

    /// Text from files, made safe for the terminal if results go to one.
    pub(crate) fn safe(&self, text: &str) -> String {
        if self.out_is_terminal { sanitize(text) } else { text.to_owned() }
    }

    /// Asks yes or no; `otherwise` where nobody can be asked.
    pub(crate) fn ask(&self, question: &str, otherwise: bool) -> bool {
        if self.yes {
            return true;
        }
        if !self.err_is_terminal || !std::io::stdin().is_terminal() {
            return otherwise;
        }
        let _ = write!(anstream::stderr(), "{BOLD}{question}{BOLD:#} [y/n] ");
        let mut answer = String::new();
        if std::io::stdin().read_line(&mut answer).is_err() {
            return false;
        }
        matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "k" | "kyllä" | "j" | "ja")
    }

    /// Asks for a line of text; `None` where nobody can be asked, or the line is empty.
    pub(crate) fn ask_line(&self, question: &str) -> Option<String> {
        if self.yes || !std::io::stdin().is_terminal() || !self.err_is_terminal {
            return None;
        }
        let _ = write!(anstream::stderr(), "{question}: ");
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
    }

    /// What draws progress, after a quarter of a second, on a terminal only.
    pub(crate) fn progress(&self) -> Bar {
        Bar { work: None, shown: self.err_is_terminal && !self.quiet && !self.json }
    }
}

/// Takes control characters and signs that turn the writing direction out of a text.
pub(crate) fn sanitize(text: &str) -> String {
    let harmless = |c: &char| {
        let turns =
            matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
        !turns && (!c.is_control() || matches!(c, '\n' | '\t'))
    };
    text.chars().filter(harmless).collect()
}

/// What takes less than this shows no progress.
const BLINK: Duration = Duration::from_millis(250);

/// A bar on stderr, once the work has taken longer than a blink.
pub(crate) struct Bar {
    shown: bool,
    work: Option<Work>,
}

struct Work {
    what: String,
    total: Option<u64>,
    done: u64,
    since: Instant,
    bar: Option<ProgressBar>,
}

impl Work {
    fn advance(&mut self, n: u64) {
        self.done += n;
        if self.bar.is_none() && self.since.elapsed() > BLINK {
            let bar = ProgressBar::with_draw_target(self.total, ProgressDrawTarget::stderr_with_hz(15));
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}") {
                bar.set_style(style);
            }
            bar.set_message(self.what.clone());
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }
}

impl Progress for Bar {
    fn event(&mut self, event: Event<'_>) -> ControlFlow<()> {
        match event {
            Event::Started { what, total } if self.shown => {
                self.work = Some(Work { what: what.to_owned(), total, done: 0, since: Instant::now(), bar: None });
            }
            Event::Advanced(n) => {
                if let Some(work) = &mut self.work {
                    work.advance(n);
                }
            }
            Event::Finished => {
                if let Some(bar) = self.work.take().and_then(|work| work.bar) {
                    bar.finish_and_clear();
                }
            }
            Event::Started { .. } => {}
        }
        ControlFlow::Continue(())
    }
}

/// A count and its noun: `1 source`, `3 sources`, `1,204 sources`.
pub(crate) fn count(n: impl TryInto<u64>, noun: &str) -> String {
    let n: u64 = n.try_into().unwrap_or(0);
    let plural = match noun {
        noun if n == 1 => noun.to_owned(),
        noun if noun.ends_with('y') && !noun.ends_with("ey") => format!("{}ies", &noun[..noun.len() - 1]),
        noun if noun.ends_with("ch") => format!("{noun}es"),
        noun => format!("{noun}s"),
    };
    format!("{} {plural}", thousands(n))
}

/// `1204` is `1,204`.
pub(crate) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text cut to so many letters.
pub(crate) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_and_direction_signs_go() {
        assert_eq!(sanitize("a\u{1b}[31mb\u{202e}c\nd"), "a[31mbc\nd");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(count(1u64, "source"), "1 source");
        assert_eq!(count(1204u64, "source"), "1,204 sources");
        assert_eq!(count(2u64, "entry"), "2 entries");
        assert_eq!(count(0u64, "search"), "0 searches");
    }
}
