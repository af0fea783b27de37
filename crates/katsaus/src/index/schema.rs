//! The fields of the index.

use super::analyse::LanguageTokenizer;
use crate::query::TextField;
use std::collections::HashMap;
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, TextFieldIndexing, TextOptions};

/// The name under which our tokenizer is known to the index.
const TOKENIZER: &str = "katsaus";

#[derive(Clone)]
pub(super) struct Schema {
    pub(super) inner: tantivy::schema::Schema,
    /// The source's number.
    pub(super) n: Field,
    /// The language's code; a language that is not stemmed by its own name, in lower case.
    pub(super) language: Field,
    pub(super) text: HashMap<TextField, Field>,
}

impl Schema {
    pub(super) fn new() -> Schema {
        let mut builder = tantivy::schema::Schema::builder();
        let n = builder.add_u64_field("n", NumericOptions::default().set_indexed().set_fast());
        let language = builder.add_text_field("language", tantivy::schema::STRING);
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let text =
            TextField::ALL.into_iter().map(|field| (field, builder.add_text_field(field.as_str(), options.clone())));
        let text = text.collect();
        Schema { inner: builder.build(), n, language, text }
    }

    pub(super) fn register(index: &tantivy::Index) {
        index.tokenizers().register(TOKENIZER, LanguageTokenizer::default());
    }
}
