//! Identifiers that are hashes. They are compared and printed, never taken apart.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;

/// A text that should have been the hexadecimal form of an identifier, and is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an identifier (hexadecimal digits are expected)")]
pub struct InvalidId(pub String);

macro_rules! hash_id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// The identifier's bytes.
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// Takes the leading bytes of the SHA-256 of `parts`, each preceded by its length.
            pub fn of(parts: &[&[u8]]) -> $name {
                let mut hasher = Sha256::new();
                for part in parts {
                    hasher.update((part.len() as u64).to_be_bytes());
                    hasher.update(part);
                }
                let digest = hasher.finalize();
                let mut bytes = [0; $bytes];
                bytes.copy_from_slice(&digest[..$bytes]);
                $name(bytes)
            }

            /// Takes the bytes as a database holds them.
            ///
            /// # Errors
            /// If there are too few or too many.
            pub fn from_bytes(bytes: &[u8]) -> Result<$name, InvalidId> {
                bytes.try_into().map($name).map_err(|_| InvalidId(hex(bytes)))
            }

            /// Reads the hexadecimal form.
            ///
            /// # Errors
            /// If `text` is not exactly that many hexadecimal digits.
            pub fn parse(text: &str) -> Result<$name, InvalidId> {
                let bytes = unhex(text).ok_or_else(|| InvalidId(text.to_owned()))?;
                $name::from_bytes(&bytes).map_err(|_| InvalidId(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), hex(&self.0))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&hex(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                $name::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

hash_id!(
    /// An operation's identifier: the SHA-256 of its bytes.
    OpId,
    32
);
hash_id!(
    /// What a Record brings into the review: the one thing that tags, cells and decisions are put on.
    /// It is the hash of the file's SHA-256 and the place in it, so that two copies of a review which
    /// import one file hold the same identities.
    Identity,
    16
);
hash_id!(
    /// The hash of a Record's content as it is stored.
    ContentHash,
    32
);

impl Identity {
    /// A number that is as good as chance, and the same in every copy of a review.
    pub fn as_chance(&self) -> u64 {
        self.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

impl OpId {
    /// The identifier of an operation stored as `bytes`: their plain SHA-256.
    pub fn of_bytes(bytes: &[u8]) -> OpId {
        OpId(Sha256::digest(bytes).into())
    }

    /// The first eight digits, as people see and type it.
    pub fn short(&self) -> String {
        hex(&self.0[..4])
    }
}

impl ContentHash {
    /// The hash of content stored as `bytes`: their plain SHA-256.
    pub fn of_bytes(bytes: &[u8]) -> ContentHash {
        ContentHash(Sha256::digest(bytes).into())
    }
}

/// The SHA-256 of `bytes` in hexadecimal, as `sha256sum` prints it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect();
    let digits = digits?;
    (digits.len() % 2 == 0).then(|| digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_is_the_standard_one() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn an_identity_survives_printing() {
        let id = Identity::of(&[b"file", b"Sheet1!5"]);
        assert_eq!(Identity::parse(&id.to_string()), Ok(id));
        assert_ne!(id, Identity::of(&[b"fileS", b"heet1!5"]), "lengths keep parts apart");
        assert!(Identity::parse("xyz").is_err());
    }
}
