//! A folder of its own, an emptied environment, a fixed clock.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
    minute: std::cell::Cell<u32>,
}

/// What a command did.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Run {
    /// Everything that a person sees, for a golden comparison.
    pub(crate) fn all(&self) -> String {
        format!("{}--- stderr\n{}--- exit code {}\n", self.out, self.err, self.code)
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Run {
        assert_eq!(self.code, 0, "{}", self.all());
        self
    }
}

/// Identifiers are hashes over everything that an operation holds; tests do not depend on them.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let hex = bare.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
        let hash = hex
            && matches!(bare.len(), 8 | 32 | 64)
            && bare.contains(|c: char| c.is_ascii_digit())
            && bare != "ffffffff";
        out.push_str(&if hash { word.replacen(bare, &"#".repeat(8), 1) } else { word.to_owned() });
    }
    out
}

impl Sandbox {
    pub(crate) fn new() -> Sandbox {
        Sandbox { folder: tempfile::tempdir().expect("a folder"), minute: std::cell::Cell::new(0) }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    pub(crate) fn copy(&self, from: &Path, name: &str) {
        std::fs::copy(from, self.path(name)).expect("a copy");
    }

    /// A command that is ready to start, each a minute after the one before.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        self.minute.set(self.minute.get() + 1);
        let minute = self.minute.get();
        let mut command = Command::new(env!("CARGO_BIN_EXE_katsaus"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .env("COLUMNS", "100")
            .env("KATSAUS_VOIKKO", "off")
            .env("KATSAUS_REVIEWER", "anna")
            .env("KATSAUS_NOW", format!("2026-01-02T{:02}:{:02}:00Z", 3 + minute / 60, minute % 60));
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Run {
        let Output { status, stdout, stderr } = self.command(words).output().expect("the program starts");
        let folder = self.folder.path().to_string_lossy().into_owned();
        let text = |bytes: Vec<u8>| without_hashes(&String::from_utf8(bytes).expect("UTF-8").replace(&folder, "$DIR"));
        Run { out: text(stdout), err: text(stderr), code: status.code().unwrap_or(-1) }
    }

    /// A review with a small table in it: `list.csv`.
    pub(crate) fn with_list() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.write("list.csv", LIST);
        sandbox.run(&["init", "--title", "Test"]).ok();
        sandbox.run(&["import", "list.csv"]).ok();
        sandbox
    }
}

/// Six made-up texts as a researcher lists them.
pub(crate) const LIST: &str = "\
Tekijät;Vuosi;Otsikko;Julkaisu;Viitekehys;Keskeinen sisältö
Virtanen, Matti ja Korhonen, Liisa;2019a;Työnantajien näkökulma osatyökykyisyyteen;Kuntoutus;\"kysyntä; tuki\";Kuvaa työnantajien käsityksiä ja odotuksia.
Luecking, R.;2008;Emerging employer views of people with disabilities;Journal of Vocational Rehabilitation;kysyntä;Reviews what employers say of hiring, at some length.
\"Gilbride, D.; Stensrud, R.\";2003;Identification of the characteristics of work environments;Rehabilitation Counseling Bulletin;kysyntä;
Bond, G.;2004;Supported employment: evidence for an evidence-based practice;Psychiatric Rehabilitation Journal;tuki;Sums up the evidence for supported employment as a practice.
Åkerblad, L.;päiväämätön;Työhön kuntoutuksen käytännöt;Raportti;tuki;
Drake, R.;1996;The New Hampshire study of supported employment;Journal of Consulting;tarjonta;
";
