//! The fields of the index.

use super::tokenizer::SectionTokenizer;
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, TextFieldIndexing, TextOptions};

/// The name under which our tokenizer is known to the index.
const TOKENIZER: &str = "katsaus";
/// The columns' names.
pub(super) const NUMBER: &str = "n";
pub(super) const STARTS: &str = "starts";

#[derive(Clone)]
pub(super) struct Schema {
    pub(super) inner: tantivy::schema::Schema,
    /// The source's number.
    pub(super) n: Field,
    /// Where its sections begin.
    pub(super) starts: Field,
    /// The language's code; a language that is not stemmed by its own name, in lower case.
    pub(super) language: Field,
    /// All texts but the full one.
    pub(super) text: Field,
    /// The full text.
    pub(super) full: Field,
}

impl Schema {
    pub(super) fn new() -> Schema {
        let mut builder = tantivy::schema::Schema::builder();
        let n = builder.add_u64_field(NUMBER, NumericOptions::default().set_indexed().set_fast());
        let starts = builder.add_u64_field(STARTS, NumericOptions::default().set_fast());
        let language = builder.add_text_field("language", tantivy::schema::STRING);
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let text = builder.add_text_field("text", options.clone());
        let full = builder.add_text_field("full", options);
        Schema { inner: builder.build(), n, starts, language, text, full }
    }

    pub(super) fn register(index: &tantivy::Index) {
        index.tokenizers().register(TOKENIZER, SectionTokenizer::default());
    }
}
