//! The words of a flow diagram, in the languages that reviews are written in and for each kind of review. It must not
//! know numbers.

use super::facts::Variant;

/// Something that a diagram says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    PreviousHeading,
    DatabasesHeading,
    OtherHeading,
    CollectionHeading,
    Identification,
    Screening,
    Included,
    IdentifiedFrom,
    Databases,
    Registers,
    Websites,
    Organisations,
    Citations,
    Contacts,
    Hand,
    OwnList,
    Collection,
    RemovedBefore,
    Duplicates,
    Automatic,
    OtherReasons,
    Screened,
    Excluded,
    NotScreened,
    ScreeningStopped,
    Differ,
    InDoubt,
    Sought,
    NotRetrieved,
    Assessed,
    NotAssessed,
    AssessmentStopped,
    ReportsExcluded,
    NoReason,
    PreviousStudies,
    PreviousReports,
    NewStudies,
    NewReports,
    TotalStudies,
    TotalReports,
    TwiceRule,
    Known,
    KnownRule,
    OtherNote,
    OrderNote,
    ByRelevance,
    ByChance,
    ByKey,
    BySample,
    Otherwise,
    SumNote,
}

/// Words in a language for a kind of review.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labels {
    language: usize,
    variant: Variant,
}

impl Labels {
    pub(super) fn of(language: &str, variant: Variant) -> Labels {
        let language = match language.split('-').next().unwrap_or_default() {
            "fi" => 1,
            "sv" => 2,
            _ => 0,
        };
        Labels { language, variant }
    }

    /// The code of the language.
    pub(super) fn code(self) -> &'static str {
        ["en", "fi", "sv"][self.language]
    }

    /// What is said, with the words for records and reports of this kind of review.
    pub(super) fn say(self, what: Say) -> String {
        let (records, reports) = self.nouns();
        let said = phrase(what)[self.language];
        let said = said.replace("{r}", records).replace("{p}", reports);
        let said = said.replace("{R}", &capital(records)).replace("{P}", &capital(reports));
        capital(&said)
    }

    /// Records, and what was read of them.
    fn nouns(self) -> (&'static str, &'static str) {
        const SYSTEMATIC: [(&str, &str); 3] =
            [("records", "reports"), ("viitteet", "raportit"), ("poster", "rapporter")];
        const INTEGRATIVE: [(&str, &str); 3] = [("texts", "texts"), ("tekstit", "tekstit"), ("texter", "texter")];
        const SCOPING: [(&str, &str); 3] =
            [("records", "sources of evidence"), ("viitteet", "lähteet"), ("poster", "källor")];
        match self.variant {
            Variant::Systematic => SYSTEMATIC[self.language],
            Variant::Integrative => INTEGRATIVE[self.language],
            Variant::Scoping => SCOPING[self.language],
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[rustfmt::skip]
fn phrase(what: Say) -> [&'static str; 3] {
    use Say as S;
    match what {
        S::PreviousHeading => ["Previous studies", "Aiemmat tutkimukset", "Tidigare studier"],
        S::DatabasesHeading => ["Identification via databases and registers", "Löydetty tietokannoista ja rekistereistä", "Identifiering via databaser och register"],
        S::OtherHeading => ["Identification via other methods", "Löydetty muilla tavoilla", "Identifiering på andra sätt"],
        S::CollectionHeading => ["The collection", "Aineisto", "Materialet"],
        S::Identification => ["Identification", "Tunnistaminen", "Identifiering"],
        S::Screening => ["Screening", "Seulonta", "Granskning"],
        S::Included => ["Included", "Mukana", "Inkluderade"],
        S::IdentifiedFrom => ["{R} identified from:", "Tunnistetut {r}:", "Identifierade {r}:"],
        S::Databases => ["Databases", "Tietokannat", "Databaser"],
        S::Registers => ["Registers", "Rekisterit", "Register"],
        S::Websites => ["Websites", "Verkkosivut", "Webbplatser"],
        S::Organisations => ["Organisations", "Organisaatiot", "Organisationer"],
        S::Citations => ["Citation searching", "Viittaushaku", "Citeringssökning"],
        S::Contacts => ["Contacts", "Yhteydenotot", "Kontakter"],
        S::Hand => ["Hand searching", "Käsihaku", "Manuell sökning"],
        S::OwnList => ["Own list, where found not recorded", "Oma luettelo, löytöpaikkaa ei kirjattu", "Egen lista, fyndplats ej antecknad"],
        S::Collection => ["{R} in the collection", "Aineistossa olevat {r}", "{R} i materialet"],
        S::RemovedBefore => ["{R} removed before screening:", "Ennen seulontaa poistetut {r}:", "{R} borttagna före granskningen:"],
        S::Duplicates => ["Duplicate {r}", "Kaksoiskappaleet", "Dubbletter"],
        S::Automatic => ["Marked as ineligible by automation tools", "Automaattisesti kelpaamattomiksi merkityt", "Markerade som olämpliga av automatiska verktyg"],
        S::OtherReasons => ["Removed for other reasons", "Muista syistä poistetut", "Borttagna av andra skäl"],
        S::Screened => ["{R} screened", "Seulotut {r}", "Granskade {r}"],
        S::Excluded => ["{R} excluded", "Poissuljetut {r}", "Exkluderade {r}"],
        S::NotScreened => ["{R} still to screen", "Vielä seulottavat {r}", "{R} som återstår att granska"],
        S::ScreeningStopped => ["{R} not screened, screening was stopped", "Seulomatta jätetyt {r}, seulonta lopetettiin", "Ej granskade {r}, granskningen avslutades"],
        S::Differ => ["Reviewers differ", "Arvioijat eri mieltä", "Granskarna är oense"],
        S::InDoubt => ["Still in doubt", "Vielä epäselvät", "Ännu osäkra"],
        S::Sought => ["{P} sought for retrieval", "Kokotekstinä haetut {p}", "Eftersökta {p} i fulltext"],
        S::NotRetrieved => ["{P} not retrieved", "Saamatta jääneet {p}", "Ej anskaffade {p}"],
        S::Assessed => ["{P} assessed for eligibility", "Kokotekstinä arvioidut {p}", "Bedömda {p} i fulltext"],
        S::NotAssessed => ["{P} still to assess", "Vielä arvioitavat {p}", "{P} som återstår att bedöma"],
        S::AssessmentStopped => ["{P} not assessed, assessment was stopped", "Arvioimatta jätetyt {p}, arviointi lopetettiin", "Ej bedömda {p}, bedömningen avslutades"],
        S::ReportsExcluded => ["{P} excluded:", "Poissuljetut {p}:", "Exkluderade {p}:"],
        S::NoReason => ["no reason given", "syytä ei annettu", "inget skäl angivet"],
        S::PreviousStudies => ["Studies included in previous version of review", "Katsauksen aiempaan versioon sisältyneet tutkimukset", "Studier i översiktens tidigare version"],
        S::PreviousReports => ["Reports of studies included in previous version", "Aiempaan versioon sisältyneet raportit", "Rapporter i den tidigare versionen"],
        S::NewStudies => ["Studies included in review", "Katsaukseen sisältyvät tutkimukset", "Studier som ingår i översikten"],
        S::NewReports => ["{P} included in review", "Katsaukseen sisältyvät {p}", "{P} som ingår i översikten"],
        S::TotalStudies => ["Total studies included in review", "Tutkimuksia kaikkiaan", "Studier sammanlagt"],
        S::TotalReports => ["Total {p} included in review", "Yhteensä: {p}", "Sammanlagt: {p}"],
        S::TwiceRule => ["What several searches found counts once for each, and then as a duplicate.", "Usealla haulla löytynyt lasketaan kerran joka haussa ja sitten kaksoiskappaleena.", "Det som flera sökningar fann räknas en gång för varje och sedan som dubblett."],
        S::Known => ["Known from databases or registers", "Jo tietokannoista tai rekistereistä tunnetut", "Kända från databaser eller register"],
        S::KnownRule => ["What a database or register found too stays in that column; found otherwise as well: {n}.", "Myös tietokannasta tai rekisteristä löytynyt pysyy siinä sarakkeessa; muutenkin löytyneitä: {n}.", "Det som även en databas eller ett register fann stannar i den kolumnen; funnet även på annat sätt: {n}."],
        S::OtherNote => ["Of what other methods found, {n} were duplicates and {m} were left out by title and abstract.", "Muilla tavoilla löytyneistä {n} oli kaksoiskappaleita ja {m} jätettiin pois otsikon ja tiivistelmän perusteella.", "Av det som hittades på andra sätt var {n} dubbletter, och {m} uteslöts efter titel och sammanfattning."],
        S::OrderNote => ["Decisions while screening, by the order in which {r} were shown: {list}.", "Seulonnan päätökset sen mukaan, missä järjestyksessä {r} näytettiin: {list}.", "Beslut vid granskningen efter den ordning som {r} visades i: {list}."],
        S::ByRelevance => ["likeliest first, learnt from earlier decisions", "todennäköisimmät ensin aiemmista päätöksistä oppien", "troligast först, lärt av tidigare beslut"],
        S::ByChance => ["by chance", "satunnaisesti", "slumpvis"],
        S::ByKey => ["by key", "avaimen mukaan", "efter nyckel"],
        S::BySample => ["a sample by chance", "satunnaisotos", "slumpmässigt urval"],
        S::Otherwise => ["otherwise", "muuten", "på annat sätt"],
        S::SumNote => ["These numbers do not add up: {list}.", "Nämä luvut eivät täsmää: {list}.", "Dessa tal stämmer inte: {list}."],
    }
}
