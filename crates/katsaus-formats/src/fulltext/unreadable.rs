//! Why the text of a file could not be had.
//!
//! It must not name the file: who opened it knows its name and puts it before these words.

/// Why the text of a file could not be had. Each message goes on from the name of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// The bytes are no text in any encoding.
    #[error("holds no text: its bytes are those of a program or a picture")]
    NotText,
    /// An OLE file or an encrypted zip file.
    #[error("is protected by a password, or is an old .doc; save it as .docx without a password")]
    Protected,
    /// A zip file without the document that a .docx has.
    #[error("is no .docx: there is no word/document.xml in it; save it as .docx or PDF")]
    NotDocx,
    /// The zip file or the XML in it is not whole.
    #[error("is damaged ({why}); open it in a word processor and save it again, or attach it as PDF")]
    Damaged {
        /// What is wrong, in the words of who tried to read it.
        why: String,
    },
    /// A part of the .docx is larger than is unpacked of one.
    #[error("has {name}, which is more than {most} MB when it is unpacked; attach it as PDF")]
    PartTooLarge {
        /// The part.
        name: String,
        /// The limit in megabytes.
        most: u64,
    },
    /// The parts of the .docx are larger than is unpacked of one file.
    #[error("is more than {most} MB when it is unpacked; attach it as PDF")]
    TooLarge {
        /// The limit in megabytes.
        most: u64,
    },
    /// Its XML declares a document type, by which a file can grow without end or ask for others.
    #[error("has a DOCTYPE, which no word processor writes, and was not read; save it again as .docx")]
    Doctype,
    /// Its XML has more elements inside of each other than any document.
    #[error("has more than {most} elements inside of each other, and was not read; attach it as PDF")]
    TooDeep {
        /// The limit.
        most: usize,
    },
}
