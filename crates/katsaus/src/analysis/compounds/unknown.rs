//! Whether something before a head may be a word that no lexicon has. It must not know any head.

use super::Language;

/// Shorter heads end other words by chance.
const SHORTEST_HEAD: usize = 6;
/// Shorter beginnings are mostly prefixes.
const SHORTEST_BEGINNING: usize = 4;

/// Letters before the ending of a noun.
const SHORTEST_NOUN: usize = 3;

/// Whether a beginning looks like a word, before a head of so many letters.
pub(super) fn may_stand_before(language: Language, beginning: &str, letters_of_head: usize) -> bool {
    letters_of_head >= SHORTEST_HEAD
        && beginning.chars().count() >= SHORTEST_BEGINNING
        && beginning.chars().all(char::is_alphabetic)
        && beginning.chars().any(|letter| "aeiouyåäöæøü".contains(letter))
        && !prefixes(language).contains(&beginning)
        && !ends_with_a_prefix(language, beginning)
}

/// Whether a beginning ends as only nouns do before another (`ungs`, `hets`): then any head may follow.
pub(super) fn is_a_noun_before_another(language: Language, beginning: &str) -> bool {
    let endings: &[&str] = match language {
        Language::Swedish => &["hets", "ings", "itets", "skaps", "tions", "ments"],
        Language::German => &["heits", "ions", "itats", "keits", "schafts", "ungs"],
        Language::Norwegian => &["ings", "hets", "itets", "sels", "sjons", "skaps"],
        Language::Danish => &["elses", "heds", "ings", "itets", "skabs", "tions"],
    };
    endings
        .iter()
        .any(|ending| beginning.strip_suffix(ending).is_some_and(|start| start.chars().count() >= SHORTEST_NOUN))
}

/// Whether a beginning ends so that the head is only a part of a word (`herausge-arbeitet`, `delbe-tänkande`).
fn ends_with_a_prefix(language: Language, beginning: &str) -> bool {
    let prefixes: &[&str] = match language {
        Language::Swedish => &["be", "för", "ut", "upp", "miss", "av", "an", "om", "in", "ned", "på"],
        Language::German => &["ge", "be", "ver", "ent", "zer", "miss", "auf", "aus", "ein", "ab", "vor", "zu", "um"],
        Language::Norwegian => &["be", "for", "ut", "opp", "mis", "av", "an", "om", "inn", "ned", "på"],
        Language::Danish => &["be", "for", "ud", "op", "mis", "af", "an", "om", "ind", "ned", "på"],
    };
    prefixes.iter().any(|prefix| beginning.ends_with(prefix))
}

/// Long prefixes and adverbs that verbs and their nouns begin with: what they begin is no compound.
fn prefixes(language: Language) -> &'static [&'static str] {
    match language {
        Language::Swedish => &[
            "anti", "bort", "bero", "efter", "emot", "fram", "före", "genom", "inter", "kontra", "kring", "makro",
            "mellan", "mikro", "multi", "neder", "samman", "super", "till", "trans", "tvär", "under", "utan", "åter",
            "över",
        ],
        Language::German => &[
            "anti", "durch", "fest", "fort", "gegen", "heran", "heraus", "herum", "hinter", "inter", "makro", "mikro",
            "miss", "multi", "nach", "nieder", "ober", "super", "trans", "uber", "unter", "voraus", "weiter", "wider",
            "wieder", "zuruck", "zusammen", "zwischen",
        ],
        Language::Norwegian => &[
            "anti", "bort", "etter", "fram", "frem", "gjen", "gjennom", "imot", "inter", "kontra", "makro", "mellom",
            "mikro", "multi", "over", "sammen", "super", "tilbake", "trans", "under", "uten",
        ],
        Language::Danish => &[
            "anti", "bort", "efter", "frem", "gennem", "igen", "imod", "inter", "kontra", "makro", "mellem", "mikro",
            "multi", "over", "sammen", "super", "tilbage", "trans", "uden", "under",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_no_words() {
        let may = |beginning| may_stand_before(Language::Swedish, beginning, 8);
        assert!(may("förvärvs"));
        assert!(!may("under") && !may("delbe") && !may("re") && !may("strm") && !may("2024"));
        assert!(!may_stand_before(Language::Swedish, "förvärvs", 4));
        assert!(!may_stand_before(Language::German, "herausge", 8));
        assert!(is_a_noun_before_another(Language::German, "betreuungs"));
        assert!(!is_a_noun_before_another(Language::Swedish, "ings"));
    }
}
