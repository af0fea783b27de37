//! A literature review on one's own machine: import, search, tag, and take anything back.
//!
//! A review is a folder. [`Review`] is the door to it: all that the command line can do, it can. The library prints
//! nothing and asks no clock; who acts and when is what the caller says in an [`Act`].
//!
//! ```
//! use katsaus::formats::sheet::ReadSeek;
//! use katsaus::model::{Code, Timestamp};
//! use katsaus::review::{ImportRequest, Order};
//! use katsaus::{Act, Review, protocol};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let temporary = tempfile::tempdir()?;
//! # let folder = temporary.path().join("my-review");
//! let act = Act { by: "anna".into(), now: Timestamp(1_767_225_600_000), who: "an example".into() };
//!
//! // A new review; `Review::open(&folder)` opens it again.
//! let text = protocol::template("integrative", "Employer cooperation").ok_or("no such template")?;
//! let mut review = Review::init(&folder, &text, &act)?;
//!
//! // A table as a researcher keeps it.
//! let table = "Authors;Year;Title;Framework\n\
//!     Luecking, R.;2008;Emerging employer views;demand\n\
//!     Bond, G.;2004;Supported employment: evidence;support\n";
//! let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(table))) };
//! let request = ImportRequest::new("table.csv", &open);
//! review.import(&act, &request, &mut ())?;
//!
//! // Words and years together.
//! let query = review.query(&["employer* year:2000..2010".into()])?;
//! let found = review.search(&query.node, 20, Order::Relevance, &mut ())?;
//! assert_eq!(found.hits[0].row.key, "luecking2008");
//!
//! // A tag, and the tag taken back.
//! let code = Code { definition: "Clear method".to_owned(), ..Code::default() };
//! review.add_code(&act, "quality/strong", &code)?;
//! review.tag(&act, &["quality/strong".into()], &[found.hits[0].row.n], true)?;
//! let strong = review.query(&["quality:strong".into()])?;
//! assert_eq!(review.matching(&strong.node, &mut ())?.len(), 1);
//! review.undo(&act, None)?;
//! assert_eq!(review.matching(&strong.node, &mut ())?.len(), 0);
//! assert!(review.check()?.is_empty());
//! # Ok(())
//! # }
//! ```

pub mod analysis;
pub mod dedup;
pub mod flow;
pub mod index;
pub mod learn;
pub mod log;
pub mod progress;
pub mod protocol;
pub mod query;
pub mod report;
pub mod review;
pub mod screen;
pub mod store;
pub mod wire;

pub use katsaus_formats as formats;
pub use katsaus_model as model;
pub use review::{Act, Review, ReviewError};
