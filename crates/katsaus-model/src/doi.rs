//! Digital object identifiers.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A DOI in canonical form: lower case, beginning with `10.`, without resolver or scheme.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Doi(Box<str>);

/// A text that is no DOI.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a DOI (one looks like 10.1177/1049731508314275)")]
pub struct InvalidDoi(pub String);

impl Doi {
    /// Reads a DOI, also behind `https://doi.org/`, `doi:` and such, and with a full stop after it.
    ///
    /// # Errors
    /// If what is left does not begin with `10.`, a registrant of at least four digits and a slash.
    pub fn parse(text: &str) -> Result<Doi, InvalidDoi> {
        let invalid = || InvalidDoi(text.trim().to_owned());
        let lower = text.trim().to_lowercase().replace("%2f", "/");
        let start = lower.find("10.").ok_or_else(invalid)?;
        let before = &lower[..start];
        let allowed = before.is_empty()
            || before.ends_with('/') && before.contains("doi")
            || before.trim_end().ends_with(':') && before.contains("doi")
            || before.trim() == "doi";
        let doi = lower[start..].split_whitespace().next().unwrap_or_default();
        let doi = doi.trim_end_matches(['.', ',', ';', '"', '\'']);
        let (registrant, suffix) = doi.strip_prefix("10.").and_then(|tail| tail.split_once('/')).ok_or_else(invalid)?;
        let suffix = suffix.trim_start_matches('/');
        let digits = registrant.chars().take_while(char::is_ascii_digit).count();
        if !allowed || digits < 4 || suffix.is_empty() {
            return Err(invalid());
        }
        Ok(Doi(doi.into()))
    }

    /// The canonical form, `10.1177/1049731508314275`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Doi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Doi {
    type Error = InvalidDoi;

    fn try_from(text: String) -> Result<Doi, InvalidDoi> {
        Doi::parse(&text)
    }
}

impl From<Doi> for String {
    fn from(doi: Doi) -> String {
        doi.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_doi_is_none() {
        for text in ["10.", "10.'", "https://doi.org/10.", "10.1234", "10.1234/", "10./x", "ä10.é/"] {
            assert!(Doi::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_common_spelling_is_read() {
        for text in [
            "10.3233/JVR-201095",
            "https://doi.org/10.3233/JVR-201095",
            "http://dx.doi.org/10.3233/jvr-201095.",
            "doi:10.3233/JVR-201095",
            "DOI: 10.3233/JVR-201095",
            "doi 10.3233/JVR-201095",
            "https://doi.org/10.3233%2FJVR-201095",
        ] {
            assert_eq!(Doi::parse(text).map(String::from), Ok("10.3233/jvr-201095".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_doi_may_hold_odd_signs() {
        let sici = "10.1892/0891-6640(2004)18<673:ioobhc>2.0.co;2";
        assert_eq!(Doi::parse(sici).map(String::from), Ok(sici.to_owned()));
    }

    #[test]
    fn what_is_no_doi_is_refused() {
        for text in ["", "see page 10.5", "10.12/x", "10.1234/", "Nature 10.1038/x"] {
            assert!(Doi::parse(text).is_err(), "{text}");
        }
    }
}
