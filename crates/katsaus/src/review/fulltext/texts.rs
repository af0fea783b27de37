//! The text of attached files, page by page. It is read out of a file once and kept in the cache, where it can be made
//! again from the file. It must not know which source a file is of.

use crate::index::FullTexts;
use crate::review::{Review, ReviewError};
use crate::store::SourceText;
use katsaus_formats::fulltext::{Kind, Pages, Unreadable, of_docx, of_html, of_pdf_boxes, of_text};
use katsaus_model::{Attached, sha256_hex};
use std::path::{Path, PathBuf};

/// Larger files are no texts.
const LARGEST: u64 = 1 << 30;

/// Reads the text of a PDF, as `pdftotext -bbox-layout` prints it: words with their places. Who calls the library brings
/// it; the library starts no programs.
pub type PdfReader = dyn Fn(&Path) -> Result<Vec<u8>, TextTrouble>;

/// Why a file's text cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TextTrouble {
    /// The file is of no kind that is known.
    #[error("`{name}` is no PDF, Word (.docx), HTML or plain text")]
    Kind {
        /// The file.
        name: String,
    },
    /// It cannot be read as what it is.
    #[error("`{name}` {source}")]
    Unreadable {
        /// The file.
        name: String,
        /// Why.
        source: Unreadable,
    },
    /// There is no program to read PDFs with.
    #[error("`pdftotext`, which reads PDFs, is not installed")]
    NoPdfReader,
    /// It could not read this one.
    #[error("`{name}` could not be read: {why}")]
    Pdf {
        /// The file.
        name: String,
        /// What it said.
        why: String,
    },
    /// There are no words in it: pictures of pages, most often.
    #[error("`{name}` holds no words: it may be a scan, whose pages are pictures")]
    Empty {
        /// The file.
        name: String,
    },
    /// What lies in the review's folder is not what was attached.
    #[error("`files/{name}` is not the file that was attached")]
    NotAttached {
        /// The file.
        name: String,
    },
    /// The file itself cannot be read.
    #[error("`{name}`: {source}")]
    Io {
        /// The file.
        name: String,
        /// Why.
        source: std::io::Error,
    },
}

/// A file as it was read.
pub(in crate::review) struct ReadFile {
    pub(in crate::review) sha256: String,
    pub(in crate::review) kind: Option<Kind>,
    pub(in crate::review) text: Result<Pages, TextTrouble>,
}

/// Reads texts, and keeps them in a review's cache.
pub(in crate::review) struct Reader<'a> {
    cache: PathBuf,
    files: PathBuf,
    pdf: Option<&'a PdfReader>,
}

impl Review {
    /// How PDFs are read, if they can be. An index that was made without is made again.
    pub fn read_pdfs_with(&mut self, reader: Option<Box<PdfReader>>) {
        self.pdf_reader = reader;
    }

    pub(in crate::review) fn reader(&self) -> Reader<'_> {
        let home = self.home.as_ref().unwrap_or(&self.folder);
        Reader {
            cache: home.join("cache").join("text"),
            files: home.join(super::attach::FOLDER),
            pdf: self.pdf_reader.as_deref(),
        }
    }

    /// The pages of a source's files: the file's name, the number of the page in it, its text.
    ///
    /// # Errors
    /// If the review cannot be read, or the text of one of its files.
    pub fn pages(&self, n: i64) -> Result<Vec<(String, usize, String)>, ReviewError> {
        let Some(text) = self.store.text(n)? else { return Ok(Vec::new()) };
        let reader = self.reader();
        let mut pages = Vec::new();
        for file in &text.files {
            let read = reader.of_file(file)?;
            for number in 1..=read.len() {
                pages.extend(read.page(number).map(|page| (file.file.clone(), number, page.to_owned())));
            }
        }
        Ok(pages)
    }
}

impl FullTexts for Reader<'_> {
    fn name(&self) -> &str {
        if self.pdf.is_some() { "pdf" } else { "no pdf" }
    }

    /// The text of a source's files, pages parted by form feeds; `None` if it has none that can be read.
    fn of(&self, text: &SourceText) -> Option<String> {
        let texts: Vec<String> =
            text.files.iter().filter_map(|file| Some(self.of_file(file).ok()?.stored().to_owned())).collect();
        (!texts.is_empty()).then(|| texts.join("\u{c}"))
    }
}

impl Reader<'_> {
    /// The text of an attached file. A review may come from others: what it names is a file in its own folder and has the
    /// bytes that were attached, or is not read.
    pub(in crate::review) fn of_file(&self, file: &Attached) -> Result<Pages, TextTrouble> {
        let is_plain = Path::new(&file.file).file_name().is_some_and(|name| name == file.file.as_str());
        let is_hash = file.sha256.len() == 64 && file.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_plain || !is_hash || file.file.contains(['/', '\\', ':']) {
            return Err(TextTrouble::NotAttached { name: file.file.clone() });
        }
        if let Some(pages) = self.kept(&file.sha256) {
            return Ok(pages);
        }
        let read = self.read(&self.files.join(&file.file))?;
        if read.sha256 == file.sha256 { read.text } else { Err(TextTrouble::NotAttached { name: file.file.clone() }) }
    }

    /// Where the text of a file is kept; `1` is how texts were read out when it was.
    fn place(&self, sha256: &str) -> PathBuf {
        self.cache.join(format!("{sha256}.1.txt"))
    }

    fn kept(&self, sha256: &str) -> Option<Pages> {
        std::fs::read_to_string(self.place(sha256)).ok().map(Pages::parse)
    }

    /// Reads a file, wherever it is.
    pub(in crate::review) fn read(&self, path: &Path) -> Result<ReadFile, TextTrouble> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wrong = |source| TextTrouble::Io { name: name.clone(), source };
        // A pipe would never end, and what is cut would pass for another file.
        let data = std::fs::metadata(path).map_err(wrong)?;
        if !data.is_file() || data.len() > LARGEST {
            return Err(TextTrouble::Kind { name });
        }
        let bytes = std::fs::read(path).map_err(wrong)?;
        let sha256 = sha256_hex(&bytes);
        let kind = Kind::sniff(&bytes, &name);
        let text = match self.kept(&sha256) {
            Some(pages) => Ok(pages),
            None => self.extract(path, &name, &bytes, kind),
        };
        if let Ok(pages) = &text {
            // What cannot be kept is read again another time.
            let _ =
                std::fs::create_dir_all(&self.cache).and_then(|()| std::fs::write(self.place(&sha256), pages.stored()));
        }
        Ok(ReadFile { sha256, kind, text })
    }

    fn extract(&self, path: &Path, name: &str, bytes: &[u8], kind: Option<Kind>) -> Result<Pages, TextTrouble> {
        let unreadable = |source| TextTrouble::Unreadable { name: name.to_owned(), source };
        let pages = match kind {
            None => return Err(TextTrouble::Kind { name: name.to_owned() }),
            Some(Kind::Pdf) => match self.pdf {
                None => return Err(TextTrouble::NoPdfReader),
                Some(reader) => of_pdf_boxes(&reader(path)?),
            },
            Some(Kind::Docx) => of_docx(bytes).map_err(unreadable)?,
            Some(Kind::Html) => of_html(bytes).map_err(unreadable)?,
            Some(Kind::Text) => of_text(bytes).map_err(unreadable)?,
        };
        if pages.stored().chars().any(char::is_alphanumeric) {
            Ok(pages)
        } else {
            Err(TextTrouble::Empty { name: name.to_owned() })
        }
    }
}
