//! Spreadsheets: from cells to records, by way of a plan that people can read and overrule.
//!
//! A [`Book`] streams rows. [`profile`](profile()) looks at all of them and proposes a [`Plan`]; [`apply`](apply())
//! follows the plan and hands on records and diagnostics. Nothing here opens a file by name or knows a review.

mod apply;
mod book;
mod csv;
mod head_row;
mod heads;
mod into;
mod labelled;
mod legacy;
mod lexicon;
pub(crate) mod limits;
mod look;
mod own;
mod plan;
mod profile;
mod table;
mod value;
mod values;
mod xlsx;

pub use apply::{RowPlan, apply};
pub use book::{Book, BookError, Opener, ReadSeek};
pub use into::{IntoDone, IntoError, IntoRefusal, NewCell, NewValue, write_into};
pub use labelled::{LabelError, Labelled, labelled};
pub use look::{Look, SheetLook};
pub use plan::{Column, NewCode, NewTopic, Plan, Role, SheetPlan, Skipped};
pub use profile::{Known, Wishes, profile};
pub use value::{Date, Row, Value};
