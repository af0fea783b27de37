//! The words that stand in a drawn flow diagram and are none of the diagram's own, in the languages that reviews are
//! written in. It must not know which number they are said of.

use crate::report::words::Tongue;

/// The words of a language.
#[derive(Debug)]
pub(super) struct Words {
    /// Instead of a number.
    pub(super) not_recorded: &'static str,
    /// Before who declared a number.
    pub(super) declared_by: &'static str,
    /// Of a number with members.
    pub(super) counted: &'static str,
    /// Explains numbers that have no mark.
    pub(super) unmarked: &'static str,
    /// Explains the dashed border.
    pub(super) dashed: &'static str,
    /// What a diagram without a title is called.
    pub(super) diagram: &'static str,
    /// What the table of the numbers is called.
    pub(super) caption: &'static str,
    /// Heads the stages: identification, screening.
    pub(super) stage: &'static str,
    /// Heads what stands above the lines of a box.
    pub(super) node: &'static str,
    /// Heads what is counted.
    pub(super) line: &'static str,
    /// Heads where numbers come from.
    pub(super) from: &'static str,
    /// Heads what all columns lead to.
    pub(super) result: &'static str,
}

const ENGLISH: Words = Words {
    not_recorded: "not recorded",
    declared_by: "declared by",
    counted: "counted from the log",
    unmarked: "Numbers without a mark are counted from the review's log.",
    dashed: "Dashed border: a number of the box is not recorded.",
    diagram: "Flow diagram",
    caption: "Numbers of the diagram",
    stage: "Stage",
    node: "Box",
    line: "What is counted",
    from: "Where the number is from",
    result: "Included in the review",
};

const FINNISH: Words = Words {
    not_recorded: "ei kirjattu",
    declared_by: "ilmoittanut",
    counted: "laskettu lokista",
    unmarked: "Merkitsemättömät luvut on laskettu katsauksen lokista.",
    dashed: "Katkoviiva: jotakin laatikon lukua ei ole kirjattu.",
    diagram: "Vuokaavio",
    caption: "Kaavion luvut",
    stage: "Vaihe",
    node: "Laatikko",
    line: "Mitä on laskettu",
    from: "Mistä luku on",
    result: "Mukana katsauksessa",
};

const SWEDISH: Words = Words {
    not_recorded: "inte antecknat",
    declared_by: "uppgivet av",
    counted: "räknat ur loggen",
    unmarked: "Tal utan märke är räknade ur översiktens logg.",
    dashed: "Streckad kant: något av rutans tal är inte antecknat.",
    diagram: "Flödesschema",
    caption: "Schemats tal",
    stage: "Skede",
    node: "Ruta",
    line: "Vad som räknas",
    from: "Varifrån talet är",
    result: "Inkluderat i översikten",
};

/// The words of a language, by its code.
pub(super) fn words(language: &str) -> &'static Words {
    match Tongue::of(language) {
        Tongue::English => &ENGLISH,
        Tongue::Finnish => &FINNISH,
        Tongue::Swedish => &SWEDISH,
    }
}
