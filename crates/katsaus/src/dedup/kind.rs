//! What kind of text a record is of, as far as it bears on whether two records are one text.
//! It must not compare: it says what a record says of itself.

use katsaus_model::Link;

/// Kinds that are never one text with another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A correction.
    Erratum,
    /// A retraction notice.
    Retraction,
    /// A reply, comment or letter on another text.
    Reply,
    /// A protocol of a study.
    Protocol,
}

impl Kind {
    /// The kind that a title says, and the title without the words that say it.
    pub(super) fn of_title(title: &str) -> (&str, Option<Kind>) {
        const STARTS: [(&str, Kind); 33] = [
            ("erratum for", Kind::Erratum),
            ("erratum to", Kind::Erratum),
            ("erratum", Kind::Erratum),
            ("errata", Kind::Erratum),
            ("corrigendum to", Kind::Erratum),
            ("corrigendum", Kind::Erratum),
            ("correction to", Kind::Erratum),
            ("correction:", Kind::Erratum),
            ("publisher correction", Kind::Erratum),
            ("author correction", Kind::Erratum),
            ("korjaus:", Kind::Erratum),
            ("rättelse", Kind::Erratum),
            ("berichtigung", Kind::Erratum),
            ("retraction of", Kind::Retraction),
            ("retraction note", Kind::Retraction),
            ("retraction:", Kind::Retraction),
            ("reply to", Kind::Reply),
            ("in reply", Kind::Reply),
            ("author reply", Kind::Reply),
            ("authors' reply", Kind::Reply),
            ("reply:", Kind::Reply),
            ("response to", Kind::Reply),
            ("response:", Kind::Reply),
            ("comment on", Kind::Reply),
            ("comments on", Kind::Reply),
            ("commentary on", Kind::Reply),
            ("letter to the editor", Kind::Reply),
            ("re:", Kind::Reply),
            ("a reply", Kind::Reply),
            ("a comment on", Kind::Reply),
            ("rejoinder", Kind::Reply),
            ("invited commentary on", Kind::Reply),
            ("study protocol", Kind::Protocol),
        ];
        const ENDS: [(&str, Kind); 12] = [
            ("a reply", Kind::Reply),
            ("reply", Kind::Reply),
            ("a rejoinder", Kind::Reply),
            ("rejoinder", Kind::Reply),
            ("author's reply", Kind::Reply),
            ("authors' reply", Kind::Reply),
            ("a comment", Kind::Reply),
            ("comment", Kind::Reply),
            ("erratum", Kind::Erratum),
            ("corrigendum", Kind::Erratum),
            ("study protocol", Kind::Protocol),
            ("protocol", Kind::Protocol),
        ];
        // `RETRACTED: ...` is the text itself, marked.
        for mark in ["retracted:", "retracted article:", "[retracted]", "withdrawn:"] {
            if let Some(bare) = without_start(title, mark) {
                return (bare, None);
            }
        }
        let trimmed = title.trim_start_matches(['"', '\'', '“', '[', '(', ' ']);
        for (start, kind) in STARTS {
            if let Some(bare) = without_start(trimmed, start) {
                return (bare.trim_start_matches([':', '.', ' ', '-', '—', '–', '"', '“']), Some(kind));
            }
        }
        for (end, kind) in ENDS {
            if let Some(bare) = without_end(title, end) {
                return (bare, Some(kind));
            }
        }
        if title.len() > 20 && without_start(title, "protocol for ").is_some() {
            return (title, Some(Kind::Protocol));
        }
        (title, None)
    }

    /// The link that a text of this kind has to the text it is about.
    pub(super) fn link(self) -> Link {
        match self {
            Kind::Erratum | Kind::Retraction => Link::ErratumOf,
            Kind::Reply => Link::ReplyTo,
            Kind::Protocol => Link::ProtocolOf,
        }
    }
}

fn without_start<'t>(title: &'t str, start: &str) -> Option<&'t str> {
    let head = title.get(..start.len())?;
    let rest = &title[start.len()..];
    let whole = start.ends_with([':', ']', ' ']) || !rest.starts_with(char::is_alphanumeric);
    (whole && head.to_lowercase() == start).then(|| rest.trim_start())
}

/// The title before `: a reply` or `- a reply`; the words alone are no title with a remark behind it.
fn without_end<'t>(title: &'t str, end: &str) -> Option<&'t str> {
    let title = title.trim_end_matches(['.', ' ', ']', ')']);
    let at = title.len().checked_sub(end.len())?;
    let tail = title.get(at..)?;
    let before = title[..at].trim_end();
    let bare = before.trim_end_matches([':', '-', '—', '–', '.', '?', '[', '(']);
    (tail.to_lowercase() == end && bare.len() < before.len() && !bare.is_empty()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_their_kind() {
        for (title, bare, kind) in [
            ("Erratum to: Job carving", "Job carving", Some(Kind::Erratum)),
            ("Job carving: a reply", "Job carving", Some(Kind::Reply)),
            ("RETRACTED: Job carving", "Job carving", None),
            ("Reply", "Reply", None),
            ("Response to treatment", "treatment", Some(Kind::Reply)),
            ("Replying politely", "Replying politely", None),
            ("Corrections officers at work", "Corrections officers at work", None),
            ("Individual placement: study protocol", "Individual placement", Some(Kind::Protocol)),
        ] {
            assert_eq!(Kind::of_title(title), (bare, kind), "{title}");
        }
    }
}
