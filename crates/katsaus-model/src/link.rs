//! Judgements on two records: the same text, two texts, or texts that belong together in a named way.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody judged of a pair of identities. For the directed kinds, the first is *of* the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// Two records of one text.
    Same,
    /// Two texts, however alike.
    Distinct,
    /// Two texts that report one investigation.
    SameStudy,
    /// A correction of the second.
    ErratumOf,
    /// An earlier, not reviewed version of the second.
    PreprintOf,
    /// Another version or edition of the second.
    VersionOf,
    /// A chapter or article of the second.
    PartOf,
    /// A reply to or comment on the second.
    ReplyTo,
    /// A protocol of the second.
    ProtocolOf,
    /// A translation of the second.
    TranslationOf,
}

impl Link {
    /// All of them.
    pub const ALL: [Link; 10] = [
        Link::Same,
        Link::Distinct,
        Link::SameStudy,
        Link::ErratumOf,
        Link::PreprintOf,
        Link::VersionOf,
        Link::PartOf,
        Link::ReplyTo,
        Link::ProtocolOf,
        Link::TranslationOf,
    ];

    /// Its name in commands and in the log: `erratum-of`.
    pub fn as_str(self) -> &'static str {
        match self {
            Link::Same => "same",
            Link::Distinct => "distinct",
            Link::SameStudy => "same-study",
            Link::ErratumOf => "erratum-of",
            Link::PreprintOf => "preprint-of",
            Link::VersionOf => "version-of",
            Link::PartOf => "part-of",
            Link::ReplyTo => "reply-to",
            Link::ProtocolOf => "protocol-of",
            Link::TranslationOf => "translation-of",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Link> {
        Link::ALL.into_iter().find(|link| link.as_str() == name)
    }

    /// Whether the first of the two is something *of* the second.
    pub fn is_directed(self) -> bool {
        !matches!(self, Link::Same | Link::Distinct | Link::SameStudy)
    }

    /// Whether it says that two texts belong together in a named way: they are two then.
    pub fn is_between_texts(self) -> bool {
        !matches!(self, Link::Same | Link::Distinct)
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
