//! What the reader knows and does: which text is open, what is written on it, and each change as one operation of the
//! review. It must not draw, nor know which key means what.

use super::drafts::{Draft, Drafts};
use super::lit::{Lit, Terms};
use super::textbox::TextBox;
use crate::failure::Failure;
use katsaus::review::Act;
use katsaus::store::{Committed, StoreError};
use katsaus::{Review, ReviewError};
use katsaus_model::{CellValue, Excerpt, Field, OpId, Protocol, ReadLevel, Source, text};

/// What a text box is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// The cell of a topic, by its place in the list of topics.
    Cell(usize),
    /// A note.
    Note,
    /// An excerpt.
    Excerpt,
    /// The abstract.
    Abstract,
}

/// What the keys do just now.
#[derive(Debug)]
pub(super) enum Mode {
    /// Reading.
    Reading,
    /// Writing into a box.
    Writing(Writing, Box<TextBox>),
    /// Choosing how far the text is read.
    Level,
    /// Choosing whose words a pasted abstract is.
    Whose(String),
    /// Choosing codes for the excerpt that was just taken, by its name.
    Coding(String),
    /// Looking at the keys.
    Help,
}

/// A topic and what the open text says on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TopicView {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) question: String,
    pub(super) value: Option<CellValue>,
    pub(super) by: String,
}

/// A code and whether the open text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CodeView {
    pub(super) path: String,
    pub(super) label: String,
    pub(super) on: bool,
}

/// How many texts of the list are read, and to which level at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) level: ReadLevel,
    pub(super) read: usize,
    pub(super) all: usize,
}

/// The clock and the person: a new act for each change.
pub(super) type Acts<'a> = dyn Fn() -> Act + 'a;

/// The reader of a list of texts.
pub(super) struct Reader<'a> {
    pub(super) review: Review,
    acts: &'a Acts<'a>,
    drafts: Drafts,
    sources: Vec<i64>,
    pub(super) at: usize,
    pub(super) source: Option<Source>,
    pub(super) topics: Vec<TopicView>,
    pub(super) topic: usize,
    pub(super) groups: Vec<String>,
    pub(super) group: usize,
    pub(super) codes: Vec<CodeView>,
    pub(super) progress: Progress,
    pub(super) mode: Mode,
    pub(super) message: String,
    pub(super) scroll: u16,
    pub(super) help_scroll: u16,
    terms: Terms,
    /// What stood in the review when the box was opened.
    opened: String,
    /// Which ten of a group's codes have keys.
    pub(super) page: usize,
    /// The operations that were made here, which `undo` takes back one by one.
    made: Vec<(OpId, usize)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        review: Review,
        acts: &'a Acts<'a>,
        sources: Vec<i64>,
        terms: Terms,
    ) -> Result<Reader<'a>, Failure> {
        let drafts = Drafts::of(review.folder());
        let groups = review.groups().into_iter().filter(|group| review.protocol().codes_of(group).next().is_some());
        let mut reader = Reader {
            groups: groups.collect(),
            review,
            acts,
            drafts,
            sources,
            at: 0,
            source: None,
            topics: Vec::new(),
            topic: 0,
            group: 0,
            codes: Vec::new(),
            progress: Progress::default(),
            mode: Mode::Reading,
            message: String::new(),
            scroll: 0,
            help_scroll: 0,
            terms,
            opened: String::new(),
            page: 0,
            made: Vec::new(),
        };
        reader.load()?;
        reader.take_up_draft()?;
        Ok(reader)
    }

    /// How many texts are in the list.
    pub(super) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Reads all that is shown of the open text.
    fn load(&mut self) -> Result<(), Failure> {
        let names = self.review.names()?;
        let Some(n) = self.sources.get(self.at).copied() else { return Ok(()) };
        self.source = self.review.source(n, &names)?;
        let protocol = self.review.protocol();
        let cell = |name: &str| self.source.iter().flat_map(|source| &source.cells).find(|cell| cell.topic == name);
        self.topics = protocol
            .topics
            .iter()
            .map(|(name, topic)| TopicView {
                label: protocol.label(&topic.label, name).to_owned(),
                question: topic.question.clone(),
                value: cell(name).map(|cell| cell.value.clone()),
                by: cell(name).map(|cell| cell.by.clone()).unwrap_or_default(),
                name: name.clone(),
            })
            .collect();
        self.topic = self.topic.min(self.topics.len().saturating_sub(1));
        self.load_codes();
        self.count()
    }

    fn load_codes(&mut self) {
        let Some(group) = self.groups.get(self.group) else { return };
        let has = |path: &str| self.source.iter().flat_map(|source| &source.tags).any(|tag| tag.code == path);
        let codes = self.review.protocol().codes_of(group).filter(|(path, code)| !code.retired || has(path));
        self.codes = codes
            .map(|(path, _)| CodeView { path: path.to_owned(), label: self.review.code_label(path), on: has(path) })
            .collect();
    }

    /// Counts what is read to the level of the open text at least; before it is read, to its abstract.
    fn count(&mut self) -> Result<(), Failure> {
        let level = self.source.as_ref().map_or(ReadLevel::Not, |source| source.read_level);
        let level = if level == ReadLevel::Not { ReadLevel::Abstract } else { level };
        let mut read = 0;
        for at in ReadLevel::ALL.into_iter().filter(|at| *at >= level) {
            let set = self.review.store().read_at(at)?;
            read += self.sources.iter().filter(|n| set.contains(**n)).count();
        }
        self.progress = Progress { level, read, all: self.sources.len() };
        Ok(())
    }

    /// Opens a text of the list.
    pub(super) fn open(&mut self, n: i64) -> Result<(), Failure> {
        match self.sources.iter().position(|other| *other == n) {
            Some(at) if matches!(self.mode, Mode::Reading) => {
                self.at = at;
                self.load()
            }
            Some(_) => Ok(()),
            None => Err(Failure::user("the query does not find the text to begin at")),
        }
    }

    /// The open text's number.
    fn n(&self) -> Option<i64> {
        self.sources.get(self.at).copied()
    }

    /// Goes to another text of the list.
    pub(super) fn go(&mut self, by: isize) -> Result<(), Failure> {
        let to = self.at.saturating_add_signed(by).min(self.sources.len().saturating_sub(1));
        if to == self.at {
            self.message = if by > 0 { "That was the last text.".into() } else { "That is the first text.".into() };
            return Ok(());
        }
        self.at = to;
        self.scroll = 0;
        self.message.clear();
        self.load()
    }

    pub(super) fn next_topic(&mut self, by: isize) {
        if !self.topics.is_empty() {
            self.topic = (self.topic as isize + by).rem_euclid(self.topics.len() as isize) as usize;
        }
    }

    /// The next ten codes of the group.
    pub(super) fn next_page(&mut self) {
        self.page = if (self.page + 1) * 10 < self.codes.len() { self.page + 1 } else { 0 };
    }

    pub(super) fn next_group(&mut self) {
        if !self.groups.is_empty() {
            self.group = (self.group + 1) % self.groups.len();
            self.page = 0;
            self.load_codes();
        }
    }

    /// Does something with the review, says it, and shows what came of it. Trouble is said, not fatal.
    fn act(
        &mut self,
        said: &str,
        does: impl Fn(&mut Review, &Act, i64) -> Result<Option<Committed>, ReviewError>,
    ) -> Result<bool, Failure> {
        let Some(n) = self.n() else { return Ok(false) };
        let act = (self.acts)();
        let mut done = does(&mut self.review, &act, n);
        // Another program wrote meanwhile: the review is read anew, and the change made upon that.
        if matches!(done, Err(ReviewError::Store(StoreError::Changed))) {
            self.review.reopen()?;
            done = does(&mut self.review, &act, n);
        }
        match done {
            Ok(changed) => {
                self.message = if changed.is_some() { said.to_owned() } else { "Nothing changed.".to_owned() };
                self.made.extend(changed.map(|done| (done.id, self.at)));
                self.load()?;
                Ok(true)
            }
            Err(error) => {
                self.message = format!("Not done: {error}");
                Ok(false)
            }
        }
    }

    /// Puts a code of the group that is shown on the text, or takes it off.
    pub(super) fn toggle(&mut self, at: usize) -> Result<(), Failure> {
        let Some(code) = self.codes.get(self.page * 10 + at).cloned() else { return Ok(()) };
        let path = vec![code.path.clone()];
        let said = if code.on { format!("Took off {}.", code.label) } else { format!("Tagged {}.", code.label) };
        self.act(&said, |review, act, n| review.tag(act, &path, &[n], !code.on))?;
        Ok(())
    }

    /// Says how far the text is read.
    pub(super) fn read_to(&mut self, level: ReadLevel) -> Result<(), Failure> {
        self.mode = Mode::Reading;
        self.act(&format!("Read: {level}."), |review, act, n| review.edit(act, n, &[], Some(level)))?;
        Ok(())
    }

    /// Says of the topic that is chosen why there is no text; what is written is never replaced so.
    pub(super) fn state(&mut self) -> Result<(), Failure> {
        let Some(topic) = self.topics.get(self.topic).cloned() else { return Ok(()) };
        let next = match &topic.value {
            Some(CellValue::Text(_)) => {
                self.message = "A text stands there; empty it first (Enter).".to_owned();
                return Ok(());
            }
            None => "not reported",
            Some(CellValue::NotReported) => "not applicable",
            Some(CellValue::NotApplicable) => "unclear",
            Some(CellValue::Unclear) => "not read",
            Some(CellValue::NotRead) => "",
        };
        let said =
            if next.is_empty() { format!("{}: emptied.", topic.label) } else { format!("{}: {next}.", topic.label) };
        self.act(&said, |review, act, n| review.write_cell(act, n, &topic.name, next))?;
        Ok(())
    }

    /// Takes back the last thing that was done here.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        let Some((last, at)) = self.made.last().copied() else {
            self.message = "Nothing was done here yet; `katsaus undo` takes back what was done before.".to_owned();
            return Ok(());
        };
        let act = (self.acts)();
        match self.review.undo(&act, Some(&last.to_string())) {
            Ok(undone) => {
                self.made.pop();
                // What was undone is seen where it was done.
                self.at = at;
                self.load()?;
                self.message = format!("Undone: {}.", undone.op.what);
            }
            Err(error) => self.message = format!("Not undone: {error}"),
        }
        Ok(())
    }

    fn draft(&self, writing: &Writing) -> Option<Draft> {
        let of = match writing {
            Writing::Cell(at) => format!("cell-{}", text::slug(&self.topics.get(*at)?.name)),
            Writing::Note => "note".to_owned(),
            Writing::Excerpt => "excerpt".to_owned(),
            Writing::Abstract => "abstract".to_owned(),
        };
        Some(Draft { key: self.source.as_ref()?.key.0.clone(), of })
    }

    fn writing_of(&self, of: &str) -> Option<Writing> {
        match of {
            "note" => Some(Writing::Note),
            "excerpt" => Some(Writing::Excerpt),
            "abstract" => Some(Writing::Abstract),
            cell => {
                let slug = cell.strip_prefix("cell-")?;
                self.topics.iter().position(|topic| text::slug(&topic.name) == slug).map(Writing::Cell)
            }
        }
    }

    /// Opens what somebody was typing when the program ended, if it is of a text in the list.
    fn take_up_draft(&mut self) -> Result<(), Failure> {
        for draft in self.drafts.left() {
            let Ok(n) = self.review.source_by_key(&draft.key) else { continue };
            let Some(at) = self.sources.iter().position(|other| *other == n) else { continue };
            self.at = at;
            self.load()?;
            let Some(writing) = self.writing_of(&draft.of) else { continue };
            if let Writing::Cell(at) = writing {
                self.topic = at;
            }
            self.write(writing);
            return Ok(());
        }
        Ok(())
    }

    /// What stands in the review where a box writes; a state is no text.
    fn held(&self, writing: &Writing) -> String {
        match writing {
            Writing::Cell(at) => match self.topics.get(*at).and_then(|topic| topic.value.as_ref()) {
                Some(CellValue::Text(text)) => text.clone(),
                // A state is no text: a box that is only looked into leaves it; `-` changes it.
                _ => String::new(),
            },
            Writing::Abstract => {
                self.source.as_ref().and_then(|source| source.fields.abstract_text.clone()).unwrap_or_default()
            }
            Writing::Note | Writing::Excerpt => String::new(),
        }
    }

    /// Opens a text box, with what stands there already.
    pub(super) fn write(&mut self, writing: Writing) {
        if matches!(writing, Writing::Cell(at) if at >= self.topics.len()) {
            self.message = "The protocol has no topics; they stand in katsaus.toml: [topics.NAME].".to_owned();
            return;
        }
        self.message.clear();
        let held = self.held(&writing);
        let draft = self.draft(&writing).and_then(|draft| Some((self.drafts.found(&draft)?, self.drafts.base(&draft))));
        let text = match draft {
            None => held.clone(),
            Some((text, base)) => {
                self.message = "What you were typing when katsaus ended: Esc saves it, Ctrl-X drops it.".to_owned();
                self.opened = base.unwrap_or_default();
                self.mode = Mode::Writing(writing, Box::new(TextBox::new(&text)));
                return;
            }
        };
        self.opened = held;
        self.mode = Mode::Writing(writing, Box::new(TextBox::new(&text)));
    }

    /// Whether the review holds something else by now than when the box was opened; then both stand in the box.
    fn was_written_meanwhile(&mut self) -> Result<bool, Failure> {
        let Mode::Writing(writing, text_box) = &self.mode else { return Ok(false) };
        let (writing, text) = (writing.clone(), text_box.text());
        self.review.reopen()?;
        self.load()?;
        let now = self.held(&writing);
        if now.trim() == self.opened.trim() || now.trim() == text.trim() {
            return Ok(false);
        }
        let both = format!("{}\n\n[written meanwhile:]\n{now}", text.trim_end());
        self.opened = now;
        self.mode = Mode::Writing(writing, Box::new(TextBox::new(&both)));
        self.keep();
        self.message = "Somebody wrote here meanwhile: both are in the box; make one of them, then Esc.".to_owned();
        Ok(true)
    }

    /// Keeps what is in the box, at every change.
    pub(super) fn keep(&mut self) {
        let Mode::Writing(writing, text_box) = &self.mode else { return };
        let kept = self.draft(writing).map(|draft| {
            self.drafts.keep(&draft, &text_box.text())?;
            self.drafts.keep_base(&draft, &self.opened)
        });
        if let Some(Err(error)) = kept {
            self.message = format!("What you type cannot be kept on disk ({error}): Esc saves it in the review.");
        }
    }

    /// Throws away what is in the box.
    pub(super) fn discard(&mut self) {
        if let Mode::Writing(writing, _) = &self.mode
            && let Some(draft) = self.draft(writing)
        {
            self.drafts.done(&draft);
        }
        self.mode = Mode::Reading;
        self.message = "Thrown away; what stood there before stays.".to_owned();
    }

    /// Where another editor finds what is in the box.
    pub(super) fn file(&mut self) -> Option<std::path::PathBuf> {
        self.keep();
        let Mode::Writing(writing, _) = &self.mode else { return None };
        Some(self.drafts.path(&self.draft(writing)?))
    }

    /// Takes what another editor left.
    pub(super) fn take_from_file(&mut self) {
        let Mode::Writing(writing, _) = &self.mode else { return };
        let writing = writing.clone();
        if let Some(text) = self.draft(&writing).and_then(|draft| self.drafts.found(&draft)) {
            self.mode = Mode::Writing(writing, Box::new(TextBox::new(text.trim_end())));
        }
    }

    /// Puts what is in the box into the review. If that cannot be done the box stays open.
    pub(super) fn save(&mut self) -> Result<(), Failure> {
        if self.was_written_meanwhile()? {
            return Ok(());
        }
        let Mode::Writing(writing, text_box) = &self.mode else { return Ok(()) };
        let (writing, text) = (writing.clone(), text_box.text().trim().to_owned());
        let draft = self.draft(&writing);
        if matches!(writing, Writing::Cell(_) | Writing::Abstract) && text == self.opened.trim() {
            draft.iter().for_each(|draft| self.drafts.done(draft));
            self.mode = Mode::Reading;
            self.message = "Nothing changed.".to_owned();
            return Ok(());
        }
        let (saved, next) = match &writing {
            Writing::Cell(at) => {
                let Some(topic) = self.topics.get(*at).cloned() else { return Ok(()) };
                let said = format!("Wrote {}.", topic.label);
                (self.act(&said, |review, act, n| review.write_cell(act, n, &topic.name, &text))?, Mode::Reading)
            }
            Writing::Note if text.is_empty() => (true, Mode::Reading),
            Writing::Note => (self.act("Noted.", |review, act, n| review.note(act, n, &text))?, Mode::Reading),
            Writing::Excerpt if text.is_empty() => (true, Mode::Reading),
            Writing::Excerpt => {
                let excerpt = excerpt_of(&text);
                let taken = std::cell::RefCell::new(String::new());
                let saved = self.act(
                    "Took the excerpt: its codes by number, g another group, Enter when done.",
                    |review, act, n| {
                        let (name, done) = review.take_excerpt(act, n, &excerpt, &[])?;
                        *taken.borrow_mut() = name;
                        Ok(done)
                    },
                )?;
                (saved, Mode::Coding(taken.into_inner()))
            }
            // Whose words they are is asked first; the draft stays until that is said.
            Writing::Abstract if !text.is_empty() => {
                self.mode = Mode::Whose(text);
                return Ok(());
            }
            Writing::Abstract => (self.save_abstract("", "")?, Mode::Reading),
        };
        if saved {
            if let Some(draft) = draft {
                self.drafts.done(&draft);
            }
            self.mode = next;
        }
        Ok(())
    }

    /// Puts the abstract into the review, and whose words it is.
    fn save_abstract(&mut self, text: &str, whose: &str) -> Result<bool, Failure> {
        let values = [(Field::Abstract, text.to_owned()), (Field::AbstractFrom, whose.to_owned())];
        self.act("Wrote the abstract.", |review, act, n| review.edit(act, n, &values, None))
    }

    /// Says whose words the abstract is, and keeps it.
    pub(super) fn whose(&mut self, whose: &str) -> Result<(), Failure> {
        let Mode::Whose(text) = std::mem::replace(&mut self.mode, Mode::Reading) else { return Ok(()) };
        if self.save_abstract(&text, whose)? {
            if let Some(draft) = self.draft(&Writing::Abstract) {
                self.drafts.done(&draft);
            }
        } else {
            self.mode = Mode::Writing(Writing::Abstract, Box::new(TextBox::new(&text)));
        }
        Ok(())
    }

    /// Goes back from the question whose words they are to the box.
    pub(super) fn back_to_abstract(&mut self) {
        if let Mode::Whose(text) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.mode = Mode::Writing(Writing::Abstract, Box::new(TextBox::new(&text)));
        }
    }

    /// Puts a code on the excerpt that was just taken, or takes it off.
    pub(super) fn code_excerpt(&mut self, at: usize) -> Result<(), Failure> {
        let Mode::Coding(name) = &self.mode else { return Ok(()) };
        let name = name.clone();
        let Some(code) = self.codes.get(self.page * 10 + at).cloned() else { return Ok(()) };
        let on = self.has_code(&name, &code.path);
        let path = vec![code.path];
        let said = if on { format!("{name}: took off {}.", code.label) } else { format!("{name}: {}.", code.label) };
        self.act(&said, |review, act, _| {
            let taken = review.excerpt_by_name(&name)?;
            review.tag_excerpts(act, &path, &[taken], !on)
        })?;
        Ok(())
    }

    /// Whether an excerpt of the open text has a code.
    pub(super) fn has_code(&self, excerpt: &str, path: &str) -> bool {
        let number = excerpt.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        let excerpts = self.source.iter().flat_map(|source| &source.excerpts);
        excerpts.filter(|taken| taken.number() == number).any(|taken| taken.codes.iter().any(|code| code == path))
    }

    /// The group whose codes are shown, by its label.
    pub(super) fn group_label(&self) -> String {
        self.groups.get(self.group).map(|group| self.review.group_label(group)).unwrap_or_default()
    }

    /// Whether a text may have several codes of the group that is shown.
    pub(super) fn several(&self) -> bool {
        self.groups.get(self.group).is_none_or(|group| self.review.protocol().several(Protocol::group_of(group)))
    }

    /// A text of the open source with its words marked.
    pub(super) fn lit(&mut self, text: &str) -> Vec<Lit> {
        match &self.source {
            Some(source) => self.terms.lit(text, &source.fields),
            None => Vec::new(),
        }
    }
}

/// What was typed as an excerpt: words in quotation marks are the author's; a last line `p. 12` is the page.
fn excerpt_of(text: &str) -> Excerpt {
    let mut lines: Vec<&str> = text.lines().collect();
    let page = lines.last().and_then(|last| {
        let last = last.trim();
        ["p. ", "pp. ", "s. ", "p.", "s."].iter().find_map(|before| last.strip_prefix(before)).filter(|page| {
            !page.is_empty() && page.len() < 16 && page.chars().all(|c| c.is_ascii_digit() || "-–, ivxlc".contains(c))
        })
    });
    let page = page.map(|page| page.trim().to_owned());
    if page.is_some() && lines.len() > 1 {
        lines.pop();
    }
    let text = lines.join("\n").trim().to_owned();
    // One pair of marks around all of it: two quotations with one's own words between are no quotation.
    let opens = text.starts_with(['"', '“', '”', '„', '»', '«']);
    let closes = text.ends_with(['"', '“', '”', '»', '«']);
    let letters = text.chars().count();
    let inner: String = text.chars().skip(1).take(letters.saturating_sub(2)).collect();
    let quoted = opens && closes && letters > 2 && !inner.contains(['"', '“', '”', '„', '»', '«']);
    let text = if quoted { inner.trim().to_owned() } else { text };
    Excerpt { text, quoted, page, topic: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_typed_with_its_page_and_its_quotation_marks() {
        let of = |text: &str| {
            let excerpt = excerpt_of(text);
            (excerpt.text, excerpt.quoted, excerpt.page)
        };
        assert_eq!(of("“Dialogue is wanted”\np. 12-13"), ("Dialogue is wanted".into(), true, Some("12-13".into())));
        assert_eq!(
            of("A coach visits\nthe workplace\ns. 4"),
            ("A coach visits\nthe workplace".into(), false, Some("4".into()))
        );
        assert_eq!(of("They said \"no\""), ("They said \"no\"".into(), false, None));
        assert_eq!(of("p. 12"), ("p. 12".into(), false, Some("12".into())));
    }
}
