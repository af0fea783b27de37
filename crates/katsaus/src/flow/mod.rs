//! Flow diagrams: what became of all that was found, box by box (PRISMA 2020).

mod diagram;

pub use diagram::{Column, Diagram, Level, Line, Node, Number, Standing, Step};
