//! Words that hold sentences together and say nothing of what a text is about. They are indexed and found like any
//! other; this list only says which words of a question are worth asking for.

/// Whether a word in small letters is one, in any of the languages.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.iter().any(|words| words.binary_search(&word).is_ok())
}

/// In alphabetical order, a line or more for each language.
const FUNCTION_WORDS: [&[&str]; 5] = [ENGLISH, FINNISH, SWEDISH, GERMAN, NORWEGIAN_DANISH];

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "among", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "doing", "done", "during",
    "each", "either", "etc", "for", "from", "had", "has", "have", "having", "he", "her", "hers", "him", "his", "how",
    "i", "if", "in", "into", "is", "it", "its", "itself", "may", "me", "might", "mine", "must", "my", "no", "nor",
    "not", "of", "on", "or", "our", "ours", "shall", "she", "should", "so", "some", "such", "than", "that", "the",
    "their", "theirs", "them", "themselves", "then", "there", "these", "they", "this", "those", "through", "to", "too",
    "under", "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when", "where", "whether", "which",
    "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "you", "your", "yours",
];

#[rustfmt::skip]
const FINNISH: &[&str] = &[
    "ei", "eivät", "eli", "en", "entä", "ettei", "että", "he", "heidän", "hän", "hänen", "ja", "jo", "joiden",
    "joihin", "joilla", "joissa", "joita", "joka", "jolla", "jonka", "jos", "jossa", "josta", "jota", "joten", "jotka",
    "kanssa", "koska", "kuin", "kuinka", "kuka", "kun", "me", "meidän", "mihin", "miksi", "mikä", "millainen",
    "millaisia", "minkä", "minä", "missä", "mistä", "miten", "mitkä", "mitä", "mukaan", "mutta", "myös", "ne",
    "niiden", "niin", "nuo", "näiden", "nämä", "olemme", "olen", "olet", "oli", "olisi", "olivat", "olla", "on",
    "onko", "ovat", "se", "sekä", "sen", "siitä", "sinä", "siten", "sitä", "tai", "te", "tämä", "tämän", "tätä",
    "vaan", "vai", "vaikka",
];

#[rustfmt::skip]
const SWEDISH: &[&str] = &[
    "alla", "att", "av", "blev", "bli", "blir", "de", "dem", "den", "denna", "deras", "dess", "dessa", "det", "detta",
    "dig", "din", "du", "där", "då", "efter", "eller", "en", "er", "ett", "från", "för", "ha", "hade", "han", "hans",
    "har", "henne", "hennes", "hon", "hos", "hur", "här", "i", "icke", "ingen", "inom", "inte", "jag", "kan", "kring",
    "man", "med", "mellan", "men", "mig", "min", "mot", "mycket", "ni", "nu", "när", "och", "om", "oss", "på", "samt",
    "sedan", "sig", "sin", "sina", "ska", "skulle", "som", "så", "till", "under", "upp", "ut", "utan", "vad", "var",
    "vara", "varför", "vem", "vi", "vid", "vilka", "vilken", "vilket", "vår", "än", "är", "åt", "över",
];

#[rustfmt::skip]
const GERMAN: &[&str] = &[
    "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bin", "bis", "da", "damit", "das", "dass", "dem", "den",
    "der", "des", "die", "dies", "diese", "diesem", "diesen", "dieser", "dieses", "doch", "du", "durch", "ein", "eine",
    "einem", "einen", "einer", "eines", "er", "es", "für", "hat", "hatte", "hatten", "ich", "ihm", "ihn", "ihr",
    "ihre", "ihren", "im", "in", "ist", "kann", "können", "man", "mit", "nach", "nicht", "noch", "nur", "ob", "oder",
    "sein", "seine", "sich", "sie", "sind", "so", "sowie", "um", "und", "uns", "unter", "vom", "von", "vor", "war",
    "waren", "warum", "was", "welche", "welcher", "welches", "wenn", "wer", "werden", "wie", "wir", "wird", "wo",
    "wurde", "wurden", "zu", "zum", "zur", "zwischen", "über",
];

#[rustfmt::skip]
const NORWEGIAN_DANISH: &[&str] = &[
    "ad", "af", "alle", "at", "av", "begge", "ble", "blev", "bli", "blir", "blive", "bliver", "da", "de", "deg", "dei",
    "dem", "den", "denne", "der", "deres", "det", "dette", "dig", "din", "disse", "du", "efter", "eg", "ej", "eller",
    "en", "er", "et", "etter", "for", "fordi", "fra", "ha", "hadde", "han", "hans", "har", "havde", "hendes", "henne",
    "hos", "hun", "hva", "hvad", "hvem", "hver", "hvilke", "hvilken", "hvis", "hvor", "hvordan", "hvorfor", "i",
    "ikke", "ingen", "inn", "jeg", "kan", "kunne", "man", "med", "meg", "mellem", "mellom", "men", "mig", "mot", "når",
    "og", "også", "om", "opp", "oss", "over", "på", "samt", "seg", "sig", "sin", "sine", "ska", "skal", "skulle",
    "som", "så", "til", "ud", "uden", "under", "ut", "uten", "var", "ved", "vi", "vil", "ville", "vore", "være", "å",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_order_so_that_it_can_be_searched() {
        for words in FUNCTION_WORDS {
            let mut sorted = words.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(words, sorted.as_slice());
        }
        assert!(is_function_word("the") && is_function_word("ja") && !is_function_word("employer"));
    }
}
