//! Judgements on two records: the same text, two texts, or texts that belong together in a named way.

use serde::{Deserialize, Serialize};

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
