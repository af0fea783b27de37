//! The words that tables and charts put beside a review's own labels, in the languages that reviews are written in.

/// A language of tables and charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English, also for languages that have no words here.
    #[default]
    English,
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
}

impl Tongue {
    /// The language of a code: `fi`, `sv-FI`.
    pub fn of(code: &str) -> Tongue {
        match code.split('-').next().unwrap_or_default().to_lowercase().as_str() {
            "fi" => Tongue::Finnish,
            "sv" => Tongue::Swedish,
            _ => Tongue::English,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::Finnish => "fi",
            Tongue::Swedish => "sv",
        }
    }

    /// A word in it.
    pub fn say(self, word: Word) -> &'static str {
        let [english, finnish, swedish] = word.all();
        match self {
            Tongue::English => english,
            Tongue::Finnish => finnish,
            Tongue::Swedish => swedish,
        }
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $english:literal, $finnish:literal, $swedish:literal;)*) => {
        /// A word or phrase.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $($(#[$doc])* $name,)*
        }

        impl Word {
            fn all(self) -> [&'static str; 3] {
                match self {
                    $(Word::$name => [$english, $finnish, $swedish],)*
                }
            }

            #[cfg(test)]
            const ALL: &'static [Word] = &[$(Word::$name),*];
        }
    };
}

words! {
    /// The stage of screening.
    Stage: "Stage", "Vaihe", "Steg";
    /// Why a text was left out.
    Reason: "Reason", "Syy", "Skäl";
    /// Reasons beside the one that counts.
    OtherReasons: "Other reasons", "Muut syyt", "Andra skäl";
    /// Notes.
    Notes: "Notes", "Huomautukset", "Anteckningar";
    /// A text with author, year, title.
    Reference: "Reference", "Viite", "Referens";
    /// Texts that were left out.
    ExcludedSources: "Excluded sources", "Poissuljetut lähteet", "Exkluderade källor";
    /// No reason was given.
    NoReason: "no reason given", "syytä ei annettu", "inget skäl angivet";
    /// A text of the review.
    Source: "Source", "Lähde", "Källa";
    /// Texts, counted.
    Sources: "Sources", "Lähteet", "Källor";
    /// Passages, counted.
    Excerpts: "Excerpts", "Otteet", "Utdrag";
    /// A code.
    Code: "Code", "Koodi", "Kod";
    /// A year of publication.
    Year: "Year", "Vuosi", "År";
    /// The title of a text.
    Title: "Title", "Otsikko", "Titel";
    /// A sum.
    Total: "Total", "Yhteensä", "Totalt";
    /// What has no code of a group, no year, no language.
    None: "not given", "ei merkitty", "ej angivet";
    /// A text has no code of a group.
    NoCode: "no code", "ei koodia", "ingen kod";
    /// Of a whole.
    PerCent: "%", "%", "%";
    /// The text does not report it.
    NotReported: "not reported", "ei raportoitu", "ej rapporterat";
    /// It does not apply to the text.
    NotApplicable: "not applicable", "ei sovellu", "ej tillämpligt";
    /// It cannot be told.
    Unclear: "unclear", "epäselvä", "oklart";
    /// Nobody has read the text for it.
    NotRead: "not read", "ei luettu", "inte läst";
    /// Something is written.
    Written: "written", "kirjattu", "skrivet";
    /// Nothing is written.
    Blank: "nothing written", "ei kirjattu", "inget skrivet";
    /// Yes.
    Yes: "yes", "kyllä", "ja";
    /// No.
    No: "no", "ei", "nej";
    /// Read to the title.
    ReadTitle: "title", "otsikko", "titel";
    /// Read to the abstract.
    ReadAbstract: "abstract", "tiivistelmä", "sammanfattning";
    /// Read in parts.
    ReadPartly: "partly", "osittain", "delvis";
    /// Read as a whole.
    ReadFull: "full", "kokonaan", "hela";
    /// The status of a text.
    Status: "Status", "Tila", "Status";
    /// How far it is read.
    ReadLevel: "Read level", "Lukutaso", "Läsnivå";
    /// The kind of text.
    Kind: "Type", "Julkaisutyyppi", "Typ";
    /// The language of a text.
    Language: "Language", "Kieli", "Språk";
    /// Where a text was found.
    FoundIn: "Found in", "Löydetty", "Hittad i";
    /// Where it appeared.
    Container: "Appeared in", "Julkaisu", "Publicerad i";
    /// Included.
    Included: "included", "mukana", "inkluderad";
    /// Excluded.
    Excluded: "excluded", "poissuljettu", "exkluderad";
    /// Nobody decided.
    Undecided: "undecided", "päättämättä", "obeslutad";
    /// Reviewers cannot say.
    Unsure: "unsure", "epävarma", "osäker";
    /// Reviewers differ.
    Conflict: "conflict", "ristiriita", "konflikt";
    /// A page, before its number.
    Page: "p.", "s.", "s.";
    /// What is typed to leave rows out.
    Filter: "Filter", "Suodata", "Filtrera";
    /// Rows that are shown, of all: `12 of 171`.
    Of: "of", "/", "av";
    /// A button's hint.
    Sort: "Sort by this column", "Järjestä tämän sarakkeen mukaan", "Sortera efter denna kolumn";
    /// A note under a table in which a text may stand several times.
    Several: "A text may have several codes and is then counted with each; totals count it once.",
        "Tekstillä voi olla useita koodeja, ja se lasketaan jokaisen kohdalla; summissa se on kerran.",
        "En text kan ha flera koder och räknas då för var och en; i summorna räknas den en gång.";
    /// Codes met for the first time.
    NewCodes: "New codes", "Uudet koodit", "Nya koder";
    /// Codes met so far.
    CodesSoFar: "Codes so far", "Koodeja yhteensä", "Koder hittills";
    /// Texts in the order in which they were read.
    OrderOfReading: "Texts in order of reading", "Tekstit lukujärjestyksessä", "Texter i läsordning";
    /// A pair of categories without a text.
    Gap: "no texts", "ei tekstejä", "inga texter";
    /// A year that is not given, as references write it.
    NoYear: "n.d.", "s.a.", "u.å.";
    /// A text without a year.
    Undated: "undated", "päiväämätön", "odaterad";
    /// Of so many texts nobody recorded the order.
    OrderNotRecorded: "{} texts were coded together with others, so their order of reading is not recorded; they stand by key.",
        "{} tekstiä koodattiin yhdessä muiden kanssa, joten niiden lukujärjestystä ei ole kirjattu; ne ovat avaimen mukaan.",
        "{} texter kodades tillsammans med andra, så deras läsordning är inte antecknad; de står efter nyckel.";
    /// Shares of rows.
    ShareOfRow: "Per cent of the row.", "Prosenttia rivistä.", "Procent av raden.";
    /// Shares of columns.
    ShareOfColumn: "Per cent of the column.", "Prosenttia sarakkeesta.", "Procent av kolumnen.";
    /// Shares of all.
    ShareOfTotal: "Per cent of all.", "Prosenttia kaikista.", "Procent av alla.";
    /// There is nothing to show.
    Nothing: "There is nothing to show.", "Ei mitään näytettävää.", "Det finns inget att visa.";
    /// The many that are not named.
    Others: "others", "muut", "övriga";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language() {
        for word in Word::ALL {
            assert!(word.all().iter().all(|said| !said.trim().is_empty()), "{word:?}");
        }
        assert_eq!(Tongue::of("sv-FI").say(Word::Year), "År");
        assert_eq!(Tongue::of("de").say(Word::Year), "Year");
    }
}
