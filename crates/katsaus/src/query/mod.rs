//! The query language: read with positions, printed back, never guessed at. Running a query is done elsewhere.
//!
//! `"dual customer" AND employ* framework:demand-side year:1998..2010 -status:excluded`: NOT binds before AND, AND
//! before OR; words side by side are AND.

mod ast;
mod lex;
mod parse;
mod print;

pub use ast::{Node, Span, TextField};
pub use parse::{Query, QueryError, parse, parse_arguments, plain_words};
