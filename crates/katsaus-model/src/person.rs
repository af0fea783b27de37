//! A person or body that wrote, edited or translated a text.

use serde::{Deserialize, Serialize};

/// A name, taken apart as far as it could be with certainty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Person {
    /// A person's name in its parts. An empty part is one that the name has not.
    Named {
        /// Family name, without the particle: `Poucke` of *Van Poucke* only where a source said so.
        family: String,
        /// Given names or initials, as written.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        given: String,
        /// A particle that sorts apart from the family name: `von`, `de la`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        particle: String,
        /// `Jr`, `III`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        suffix: String,
    },
    /// A body, or a name that must be left as it stands.
    Literal {
        /// The name as it stands.
        literal: String,
    },
}

impl Person {
    /// A person with a family name and given names or initials.
    pub fn new(family: impl Into<String>, given: impl Into<String>) -> Person {
        Person::Named { family: family.into(), given: given.into(), particle: String::new(), suffix: String::new() }
    }

    /// A body, or a name left as it stands.
    pub fn literal(name: impl Into<String>) -> Person {
        Person::Literal { literal: name.into() }
    }

    /// What the name is known by in a list: the family name with its particle, or the whole literal.
    pub fn family(&self) -> String {
        match self {
            Person::Named { family, particle, .. } if particle.is_empty() => family.clone(),
            Person::Named { family, particle, .. } => format!("{particle} {family}"),
            Person::Literal { literal } => literal.clone(),
        }
    }

    /// `Family, Given` with suffix, as tables and RIS write it.
    pub fn inverted(&self) -> String {
        match self {
            Person::Literal { literal } => literal.clone(),
            Person::Named { given, suffix, .. } => {
                let mut text = self.family();
                for part in [given, suffix] {
                    if !part.is_empty() {
                        text.push_str(", ");
                        text.push_str(part);
                    }
                }
                text
            }
        }
    }

    /// Reads what [`Person::inverted`] writes: `Family, Given, Suffix`; without a comma, a literal.
    pub fn from_inverted(text: &str) -> Person {
        let mut parts = text.splitn(3, ',').map(str::trim);
        let family = parts.next().unwrap_or_default().to_owned();
        match (parts.next(), parts.next()) {
            (None, _) => Person::literal(family),
            (Some(given), suffix) => Person::Named {
                family,
                given: given.to_owned(),
                particle: String::new(),
                suffix: suffix.unwrap_or_default().to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverted_names_come_back() {
        for name in ["Gustafsson, Johanna", "Kela", "Costa, P. T., Jr"] {
            assert_eq!(Person::from_inverted(name).inverted(), name);
        }
    }

    #[test]
    fn a_particle_belongs_to_what_a_name_is_known_by() {
        let person = Person::Named {
            family: "Humboldt".into(),
            given: "A.".into(),
            particle: "von".into(),
            suffix: String::new(),
        };
        assert_eq!(person.inverted(), "von Humboldt, A.");
    }
}
