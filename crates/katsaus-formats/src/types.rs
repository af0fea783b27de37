//! Kinds of texts: the words of databases and reference managers, as CSL types. It must not guess from titles.

/// The CSL type for what a source calls a text; what is not known stays as written.
pub fn csl_type(text: &str) -> String {
    let folded = katsaus_model::text::normalise(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let exact = |words: &[&str]| words.contains(&folded.as_str());
    let kind = if has(&["book chapter", "book section", "booksection", "incollection", "chapter", "inbook"])
        || exact(&["chap"])
    {
        "chapter"
    } else if has(&["conference", "proceeding", "inproceedings"]) || exact(&["conf", "cpaper"]) {
        "paper-conference"
    } else if has(&["thesis", "dissertation", "väitöskirja", "avhandling"]) {
        "thesis"
    } else if has(&["report", "raportti", "rapport", "techreport", "working paper"]) {
        "report"
    } else if has(&["preprint"]) {
        "article"
    } else if has(&["journal", "article", "review", "artikkeli", "artikel", "letter", "editorial", "erratum", "note"])
        || exact(&["jour", "j"])
    {
        "article-journal"
    } else if has(&["magazine"]) {
        "article-magazine"
    } else if has(&["newspaper"]) {
        "article-newspaper"
    } else if has(&["webpage", "web page", "website", "web site"]) {
        "webpage"
    } else if has(&["book", "kirja", "monograph"]) || exact(&["bok", "buch"]) {
        "book"
    } else {
        return text.trim().to_owned();
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::csl_type;

    #[test]
    fn kinds_are_known_by_many_words() {
        for (text, kind) in [
            ("Journal Article", "article-journal"),
            ("journalArticle", "article-journal"),
            ("bookSection", "chapter"),
            ("Conference Paper", "paper-conference"),
            ("Book Chapter", "chapter"),
            ("Book", "book"),
            ("Doctoral thesis", "thesis"),
            ("Podcast", "Podcast"),
        ] {
            assert_eq!(csl_type(text), kind, "{text}");
        }
    }
}
