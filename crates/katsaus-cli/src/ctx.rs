//! What every command is handed: the global options, the open review, the clock.

use crate::cli::Global;
use crate::failure::Failure;
use crate::ui::Ui;
use crate::{config, when};
use katsaus::review::{Act, Review};
use katsaus::store::Set;
use std::path::{Path, PathBuf};

/// The surroundings of one command.
pub(crate) struct Ctx {
    pub(crate) ui: Ui,
    pub(crate) global: Global,
    command: &'static str,
    /// Who acts, as the review that was opened calls them.
    reviewer: std::cell::RefCell<Option<String>>,
}

/// What `restore` finds.
pub(crate) enum Standing {
    /// A review that can be read.
    Sound(Box<Review>),
    /// A review file in this folder that cannot be read, and why.
    Damaged(PathBuf, Failure),
    /// A folder without a review file.
    Missing(PathBuf),
}

/// The nearest folder with a protocol in it: its review file was lost.
fn protocol_folder() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().find(|folder| folder.join(katsaus::review::PROTOCOL_FILE).is_file()).map(Path::to_owned)
}

impl Ctx {
    pub(crate) fn new(global: Global, command: &'static str) -> Ctx {
        let ui = Ui::new(global.quiet, global.json, global.yes);
        Ctx { ui, global, command, reviewer: std::cell::RefCell::default() }
    }

    /// Where the review is or would be: `-C`, else the review that the current folder is in.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        match &self.global.review {
            Some(folder) => Some(folder.clone()),
            None => Review::find(&std::env::current_dir().ok()?),
        }
    }

    /// What there is to go back from: the review, a file that cannot be read, or a folder that has lost its file.
    pub(crate) fn standing(&self) -> Result<Standing, Failure> {
        use katsaus::store::StoreError::{Damaged, NotAReview, Sql};
        let Some(folder) = self.folder().or_else(protocol_folder) else {
            return self.open().map(|review| Standing::Sound(review.into()));
        };
        match Review::open(&folder) {
            Err(katsaus::ReviewError::Store(error)) if matches!(error, Damaged { .. } | NotAReview { .. } | Sql(_)) => {
                Ok(Standing::Damaged(folder, error.into()))
            }
            Err(katsaus::ReviewError::NoReview { .. }) => Ok(Standing::Missing(folder)),
            _ => self.open().map(|review| Standing::Sound(review.into())),
        }
    }

    /// Opens the review, as it is now or as it was.
    pub(crate) fn open(&self) -> Result<Review, Failure> {
        let Some(folder) = self.folder() else {
            let here = std::env::current_dir().unwrap_or_default();
            return Err(katsaus::ReviewError::NoReview { path: here }.into());
        };
        let mut review = match &self.global.at {
            Some(at) => Review::at(&folder, when::parse(at)?)?,
            None => Review::open(&folder)?,
        };
        review.read_pdfs_with(crate::pdf::reader());
        let reviewer = review.reviewer_called(&config::reviewer(self.global.reviewer.as_deref()));
        review.seen_by(&reviewer);
        self.reviewer.replace(Some(reviewer));
        self.warn(&review, &folder);
        Ok(review)
    }

    fn warn(&self, review: &Review, folder: &Path) {
        use katsaus::store::{Shared, conflicted_copies, shared_folder};
        if let Some(error) = review.protocol_fault() {
            self.ui.warning(format!("katsaus.toml, {error}"));
            self.ui.hint("the last good text is used until that line is mended");
        }
        if !folder.join(katsaus::review::PROTOCOL_FILE).exists() && self.global.at.is_none() {
            self.ui.warning(
                "katsaus.toml is missing; the next command that changes the review writes it again as it last was",
            );
        }
        for warning in review.warnings() {
            self.ui.warning(format!("katsaus.toml, {}: {}", warning.at, warning.message));
        }
        for copy in conflicted_copies(&folder.join(katsaus::review::REVIEW_FILE)) {
            let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
            self.ui.warning(format!(
                "`{name}` lies beside the review: two machines wrote at once, and this is the other one's copy"
            ));
            self.ui.hint("keep it; what it holds is not in this review");
        }
        match shared_folder(&folder.join(katsaus::review::REVIEW_FILE)) {
            Some(Shared::Synced(program)) => self.ui.warning(format!(
                "this review is in a folder that {program} copies: let it finish copying before another machine opens the review"
            )),
            Some(Shared::Network(kind)) => self.ui.warning(format!(
                "this review is on a network drive ({kind}): only one machine should write to it at a time"
            )),
            None => {}
        }
    }

    /// Who acts, and when.
    pub(crate) fn act(&self) -> Act {
        let known = self.reviewer.borrow().clone();
        let by = known.unwrap_or_else(|| config::reviewer(self.global.reviewer.as_deref()));
        Act { by, now: when::now(), who: config::who(self.command) }
    }

    /// Where the protocol lists its reviewers: says so if who acts is none of them, since decisions go by names.
    pub(crate) fn warn_of_stranger(&self, review: &Review) {
        let by = self.act().by;
        let listed: Vec<&str> = review.protocol().reviewers.iter().map(|(id, _)| id.as_str()).collect();
        if !listed.is_empty() && !listed.contains(&by.as_str()) {
            self.ui.warning(format!(
                "katsaus.toml lists no reviewer `{by}`; this is recorded under that name all the same"
            ));
            self.ui.hint(format!("reviewers: {}; `--as NAME` says who decides", listed.join(", ")));
        }
    }

    /// The sources that keys or `--where` stand for. With `--where` the number and the first titles are shown, and on
    /// a terminal the person is asked.
    pub(crate) fn sources(
        &self,
        review: &mut Review,
        keys: &[String],
        query: Option<&str>,
        what: &str,
    ) -> Result<Vec<i64>, Failure> {
        let Some(query) = query else {
            if keys.is_empty() {
                return Err(Failure::usage("name the sources by key, or say which with `--where QUERY`"));
            }
            return Ok(review.sources_by_key(keys)?);
        };
        if !keys.is_empty() {
            return Err(Failure::usage("give keys or `--where QUERY`, not both"));
        }
        let parsed = review.query(std::slice::from_ref(&query.to_owned()))?;
        let set: Set = review.matching(&parsed.node, &mut self.ui.progress())?;
        let rows = review.store().rows(katsaus::store::Filter::Of(&set))?;
        self.ui.status(format!("{} {}:", crate::ui::count(rows.len(), "source"), "found by the query"));
        for row in rows.iter().take(5) {
            self.ui.status(format!("  {}  {}", row.key, crate::ui::cut(&row.title, 70)));
        }
        if rows.len() > 5 {
            self.ui.status(format!("  … and {} more", rows.len() - 5));
        }
        if !rows.is_empty() && !self.ui.ask(&format!("{what}?"), true) {
            return Err(Failure::user("nothing was changed"));
        }
        Ok(rows.into_iter().map(|row| row.n).collect())
    }

    /// Closes what was said with how to take it back.
    pub(crate) fn done(&self, done: Option<&katsaus::store::Committed>, message: impl AsRef<str>) {
        match done {
            Some(done) => self.ui.status(format!("{} (operation {})", message.as_ref(), done.id.short())),
            None => self.ui.status("Nothing changed: it is so already."),
        }
    }
}
