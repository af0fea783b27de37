//! Reads a lexicon: what each line says of a word. It must not know what a language does with its words.

/// Where in a compound a word may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Last, or before another.
    Any,
    /// Only before another.
    Earlier,
    /// Only last.
    Last,
    /// Before another, or last where all before it is surely words: other words end like it.
    LastAfterKnown,
    /// Any, and never divided itself.
    Undivided,
}

/// A line of a lexicon.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) base: &'a str,
    pub(super) place: Place,
    /// Forms whose stem is another than that of the base form.
    pub(super) forms: Vec<&'a str>,
    /// Forms in which the word stands before another, beside those that follow from the base form.
    pub(super) earlier_forms: Vec<&'a str>,
}

/// Shorter words are ends of too many others.
const SHORTEST_HEAD: usize = 3;

impl Entry<'_> {
    /// Whether compounds may end in the word.
    pub(super) fn can_be_last(&self) -> bool {
        self.place != Place::Earlier && self.base.chars().count() >= SHORTEST_HEAD
    }
}

/// The words of a lexicon.
pub(super) fn entries(lexicon: &str) -> impl Iterator<Item = Entry<'_>> {
    lexicon.lines().filter(|line| !line.starts_with('#')).filter_map(entry)
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let mut words = line.split_ascii_whitespace();
    let (base, place) = place(words.next()?);
    let (earlier, forms): (Vec<&str>, Vec<&str>) = words.partition(|word| word.ends_with('-'));
    let earlier_forms = earlier.into_iter().map(|form| form.trim_end_matches('-')).collect();
    Some(Entry { base, place, forms, earlier_forms })
}

fn place(marked: &str) -> (&str, Place) {
    let marks = [('-', Place::Last), ('+', Place::LastAfterKnown), ('!', Place::Undivided)];
    if let Some(word) = marked.strip_suffix('-') {
        return (word, Place::Earlier);
    }
    let marked_so = marks.into_iter().find_map(|(mark, place)| Some((marked.strip_prefix(mark)?, place)));
    marked_so.unwrap_or((marked, Place::Any))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_where_a_word_stands() {
        let of = |line| entry(line).map(|entry| (entry.base, entry.place));
        assert_eq!(of("arbete"), Some(("arbete", Place::Any)));
        assert_eq!(of("sam-"), Some(("sam", Place::Earlier)));
        assert_eq!(of("-givare"), Some(("givare", Place::Last)));
        assert_eq!(of("+nation"), Some(("nation", Place::LastAfterKnown)));
        assert_eq!(of("!fabrik"), Some(("fabrik", Place::Undivided)));
    }

    #[test]
    fn forms_follow_the_word() {
        let read: Vec<_> = entries("# a comment\nfamilj familjer familje-\n\n").collect();
        let (forms, earlier_forms) = (vec!["familjer"], vec!["familje"]);
        assert_eq!(read, [Entry { base: "familj", place: Place::Any, forms, earlier_forms }]);
    }
}
