//! The query language: read with positions, printed back, never guessed at. Running a query is done elsewhere.
//!
//! `"dual customer" AND employ* framework:demand-side year:1998..2010 -status:excluded`: NEAR and PRE bind before NOT,
//! NOT before AND, AND before OR; words side by side are AND.
//!
//! It can be used on its own:
//!
//! ```
//! use katsaus::query::parse;
//!
//! let query = parse("supported NEAR/2 employ* -title:(child OR children)", &[])?;
//! assert_eq!(query.node.to_string(), "supported NEAR/2 employ* AND NOT (title:child OR title:children)");
//! let error = parse("work AND (employer", &[]).unwrap_err();
//! assert_eq!((error.span.from, error.to_string().as_str()), (9, "this parenthesis is not closed"));
//! # Ok::<(), katsaus::query::QueryError>(())
//! ```

mod ast;
mod fields;
mod lex;
mod parse;
mod pattern;
mod print;

pub use ast::{Node, Part, Span};
pub use fields::{Fields, TextField};
pub use parse::{
    DEPTH, FARTHEST, LENGTH, Query, QueryError, field_names, joined_arguments, parse, parse_arguments, plain_words,
};
pub use pattern::{Pattern, edits_between};
