//! The only public JSON. Fields may be added; a field keeps its name and meaning.

pub mod v1;
