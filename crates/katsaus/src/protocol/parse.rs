//! The protocol's text as types. A fault names its line; a key that is not known is a warning, for it may be a slip.

use katsaus_model::{
    Code, CodeGroup, ConceptGroup, Database, Diagnostic, Labels, Limits, Place, Protocol, Reason, Reviewer, Screening,
    Selection, Severity, SheetMapping, Stage, Topic, TopicKind,
};
use std::collections::BTreeMap;
use toml_edit::{Document, Item, TableLike};

/// What is wrong with the protocol's text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ProtocolError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Reads a protocol. Warnings name keys that are not known.
///
/// # Errors
/// If the text is not TOML, or a value is of the wrong kind.
pub fn parse(text: &str) -> Result<(Protocol, Vec<Diagnostic>), ProtocolError> {
    let document = Document::parse(text.to_owned()).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        ProtocolError { line, message: error.message().trim().replace('\n', "; ") }
    })?;
    let mut reader = Reader { text, warnings: Vec::new() };
    let protocol = reader.protocol(document.as_table())?;
    Ok((protocol, reader.warnings))
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// What is said of a code.
const CODE_KEYS: &[&str] =
    &["label", "aliases", "definition", "include", "exclude", "examples", "colour", "terms", "also_under", "retired"];

struct Reader<'a> {
    text: &'a str,
    warnings: Vec<Diagnostic>,
}

type Result_<T> = Result<T, ProtocolError>;

impl Reader<'_> {
    fn line(&self, item: &Item) -> usize {
        item.span().map_or(1, |span| line_at(self.text, span.start))
    }

    fn fault<T>(&self, item: &Item, message: String) -> Result_<T> {
        Err(ProtocolError { line: self.line(item), message })
    }

    fn unknown(&mut self, table: &dyn TableLike, within: &str, known: &[&str]) {
        for (key, item) in table.iter() {
            if !known.contains(&key) {
                let place = if within.is_empty() { String::new() } else { format!(" in `{within}`") };
                self.warnings.push(Diagnostic {
                    severity: Severity::Warning,
                    code: "protocol-unknown-key",
                    at: Place::Line { line: self.line(item) as u32 },
                    message: format!("katsaus does not know the key `{key}`{place}; it is kept and not used"),
                });
            }
        }
    }

    fn string(&self, item: &Item, key: &str) -> Result_<String> {
        match item.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => self.fault(item, format!("`{key}` should be a text in quotation marks")),
        }
    }

    fn strings(&self, item: &Item, key: &str) -> Result_<Vec<String>> {
        let list = || format!("`{key}` should be a list of texts: [\"one\", \"two\"]");
        let Some(array) = item.as_array() else { return self.fault(item, list()) };
        let texts: Option<Vec<String>> = array.iter().map(|value| value.as_str().map(str::to_owned)).collect();
        texts.map_or_else(|| self.fault(item, list()), Ok)
    }

    fn table<'i>(&self, item: &'i Item, key: &str) -> Result_<&'i dyn TableLike> {
        match item.as_table_like() {
            Some(table) => Ok(table),
            None => self.fault(item, format!("`{key}` should be a table: [{key}.name]")),
        }
    }

    fn bool(&self, item: &Item, key: &str) -> Result_<bool> {
        item.as_bool().map_or_else(|| self.fault(item, format!("`{key}` should be true or false")), Ok)
    }

    fn label(&self, item: &Item) -> Result_<Labels> {
        if let Some(text) = item.as_str() {
            return Ok(Labels::from([(katsaus_model::ANY_LANGUAGE.to_owned(), text.to_owned())]));
        }
        let table = self.table(item, "label")?;
        table.iter().map(|(language, item)| Ok((language.to_owned(), self.string(item, "label")?))).collect()
    }

    fn protocol(&mut self, root: &dyn TableLike) -> Result_<Protocol> {
        self.unknown(
            root,
            "",
            &[
                "title",
                "template",
                "language",
                "questions",
                "terms",
                "databases",
                "limits",
                "criteria",
                "reasons",
                "stages",
                "screening",
                "reviewers",
                "groups",
                "codes",
                "topics",
                "queries",
                "selections",
                "sheets",
            ],
        );
        let mut protocol = Protocol { language: "en".to_owned(), ..Protocol::default() };
        for (key, item) in root.iter() {
            match key {
                "title" => protocol.title = self.string(item, key)?,
                "template" => protocol.template = self.string(item, key)?,
                "language" => protocol.language = self.string(item, key)?,
                "questions" => protocol.questions = self.strings(item, key)?,
                "queries" => {
                    for (name, item) in self.table(item, key)?.iter() {
                        protocol.queries.push((name.to_owned(), self.string(item, name)?));
                    }
                }
                "terms" => {
                    for (name, item) in self.table(item, key)?.iter() {
                        let terms = self.strings(item, name)?;
                        protocol.terms.push(ConceptGroup { name: name.to_owned(), terms });
                    }
                }
                "databases" => protocol.databases = self.each(item, key, Reader::database)?.into_iter().collect(),
                "limits" => protocol.limits = self.limits(item)?,
                "criteria" => self.criteria(item, &mut protocol)?,
                "reasons" => protocol.reasons = self.each(item, key, Reader::reason)?,
                "stages" => protocol.stages = self.each(item, key, Reader::stage)?,
                "screening" => protocol.screening = self.screening(item)?,
                "reviewers" => protocol.reviewers = self.each(item, key, Reader::reviewer)?,
                "groups" => protocol.groups = self.each(item, key, Reader::group)?,
                "codes" => protocol.codes = self.each(item, key, Reader::code)?,
                "topics" => protocol.topics = self.each(item, key, Reader::topic)?,
                "selections" => protocol.selections = self.each(item, key, Reader::selection)?,
                "sheets" => protocol.sheets = self.each(item, key, Reader::sheet)?.into_iter().collect(),
                _ => {}
            }
        }
        Ok(protocol)
    }

    fn each<T>(
        &mut self,
        item: &Item,
        key: &str,
        one: impl Fn(&mut Self, &dyn TableLike, &str) -> Result_<T>,
    ) -> Result_<Vec<(String, T)>> {
        let table = self.table(item, key)?;
        let mut all = Vec::new();
        for (name, item) in table.iter() {
            let within = format!("{key}.{name}");
            let table = self.table(item, &within)?;
            all.push((name.to_owned(), one(self, table, &within)?));
        }
        Ok(all)
    }

    fn database(&mut self, table: &dyn TableLike, within: &str) -> Result_<Database> {
        self.unknown(table, within, &["name", "platform"]);
        let platform = table.get("platform").map(|item| self.string(item, "platform")).transpose()?;
        let name = table.get("name").map(|item| self.string(item, "name")).transpose()?.unwrap_or_default();
        Ok(Database { name, platform })
    }

    fn limits(&mut self, item: &Item) -> Result_<Limits> {
        let table = self.table(item, "limits")?;
        self.unknown(table, "limits", &["years", "languages", "publication_types"]);
        Ok(Limits {
            years: table.get("years").map(|item| self.string(item, "years")).transpose()?,
            languages: self.optional_strings(table, "languages")?,
            publication_types: self.optional_strings(table, "publication_types")?,
        })
    }

    fn criteria(&mut self, item: &Item, protocol: &mut Protocol) -> Result_<()> {
        let table = self.table(item, "criteria")?;
        self.unknown(table, "criteria", &["include", "exclude"]);
        protocol.include = self.optional_strings(table, "include")?;
        protocol.exclude = self.optional_strings(table, "exclude")?;
        Ok(())
    }

    fn optional_strings(&self, table: &dyn TableLike, key: &str) -> Result_<Vec<String>> {
        table.get(key).map_or_else(|| Ok(Vec::new()), |item| self.strings(item, key))
    }

    fn optional_string(&self, table: &dyn TableLike, key: &str) -> Result_<String> {
        table.get(key).map_or_else(|| Ok(String::new()), |item| self.string(item, key))
    }

    fn optional_label(&self, table: &dyn TableLike) -> Result_<Labels> {
        table.get("label").map_or_else(|| Ok(Labels::new()), |item| self.label(item))
    }

    fn reason(&mut self, table: &dyn TableLike, within: &str) -> Result_<Reason> {
        self.unknown(table, within, &["label", "stages", "retired"]);
        Ok(Reason {
            label: self.optional_label(table)?,
            stages: self.optional_strings(table, "stages")?,
            retired: table.get("retired").map_or(Ok(false), |item| self.bool(item, "retired"))?,
        })
    }

    fn screening(&mut self, item: &Item) -> Result_<Screening> {
        let table = self.table(item, "screening")?;
        self.unknown(table, "screening", &["include_terms", "exclude_terms", "keys"]);
        let mut keys = BTreeMap::new();
        if let Some(item) = table.get("keys") {
            for (key, item) in self.table(item, "screening.keys")?.iter() {
                keys.insert(key.to_owned(), self.string(item, key)?);
            }
        }
        Ok(Screening {
            include_terms: self.optional_strings(table, "include_terms")?,
            exclude_terms: self.optional_strings(table, "exclude_terms")?,
            keys,
        })
    }

    fn stage(&mut self, table: &dyn TableLike, within: &str) -> Result_<Stage> {
        self.unknown(table, within, &["label", "reviewers", "off"]);
        let reviewers = match table.get("reviewers") {
            None => 1,
            Some(item) => match item.as_integer().and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0) {
                Some(n) => n,
                None => {
                    return self.fault(item, "`reviewers` should be how many decide on each text: 1 or more".into());
                }
            },
        };
        Ok(Stage {
            label: self.optional_label(table)?,
            reviewers,
            off: table.get("off").map_or(Ok(false), |item| self.bool(item, "off"))?,
        })
    }

    fn reviewer(&mut self, table: &dyn TableLike, within: &str) -> Result_<Reviewer> {
        self.unknown(table, within, &["name", "aliases"]);
        Ok(Reviewer { name: self.optional_string(table, "name")?, aliases: self.optional_strings(table, "aliases")? })
    }

    fn group(&mut self, table: &dyn TableLike, within: &str) -> Result_<CodeGroup> {
        self.unknown(table, within, &["label", "aliases", "several"]);
        Ok(CodeGroup {
            label: self.optional_label(table)?,
            aliases: self.optional_strings(table, "aliases")?,
            several: table.get("several").map_or(Ok(true), |item| self.bool(item, "several"))?,
        })
    }

    fn code(&mut self, table: &dyn TableLike, within: &str) -> Result_<Code> {
        self.unknown(table, within, CODE_KEYS);
        let group = within.strip_prefix("codes.").map(Protocol::group_of).unwrap_or_default();
        if katsaus_model::CodeGroup::is_reserved(group) {
            self.warnings.push(Diagnostic {
                severity: Severity::Warning,
                code: "protocol-reserved-group",
                at: Place::File {},
                message: format!(
                    "`{group}` is a word of the query language, so its codes cannot be searched by it; rename the group"
                ),
            });
        }
        Ok(Code {
            label: self.optional_label(table)?,
            aliases: self.optional_strings(table, "aliases")?,
            definition: self.optional_string(table, "definition")?,
            include: self.optional_string(table, "include")?,
            exclude: self.optional_string(table, "exclude")?,
            examples: self.optional_strings(table, "examples")?,
            colour: self.optional_string(table, "colour")?,
            also_under: self.optional_strings(table, "also_under")?,
            terms: self.optional_strings(table, "terms")?,
            retired: table.get("retired").map_or(Ok(false), |item| self.bool(item, "retired"))?,
        })
    }

    fn topic(&mut self, table: &dyn TableLike, within: &str) -> Result_<Topic> {
        self.unknown(table, within, &["label", "aliases", "kind", "choices", "question"]);
        let kind = match table.get("kind") {
            None => TopicKind::LongText,
            Some(item) => {
                let word = self.string(item, "kind")?;
                let known = TopicKind::parse(&word);
                known.map_or_else(
                    || {
                        let message =
                            format!("`{word}` is no kind of topic; use long-text, number, date, yes-no or choice");
                        self.fault(item, message)
                    },
                    Ok,
                )?
            }
        };
        Ok(Topic {
            label: self.optional_label(table)?,
            aliases: self.optional_strings(table, "aliases")?,
            kind,
            choices: self.optional_strings(table, "choices")?,
            question: self.optional_string(table, "question")?,
        })
    }

    fn selection(&mut self, table: &dyn TableLike, within: &str) -> Result_<Selection> {
        self.unknown(table, within, &["title", "query", "questions", "topics", "stages"]);
        Ok(Selection {
            title: self.optional_string(table, "title")?,
            query: self.optional_string(table, "query")?,
            questions: self.optional_strings(table, "questions")?,
            topics: self.optional_strings(table, "topics")?,
            stages: self.optional_strings(table, "stages")?,
        })
    }

    fn sheet(&mut self, table: &dyn TableLike, within: &str) -> Result_<SheetMapping> {
        self.unknown(table, within, &["header", "columns", "colours"]);
        let header = table.get("header").and_then(Item::as_integer).and_then(|row| u32::try_from(row).ok());
        let mut columns = BTreeMap::new();
        if let Some(item) = table.get("columns") {
            for (head, item) in self.table(item, "columns")?.iter() {
                columns.insert(head.to_owned(), self.string(item, head)?);
            }
        }
        let mut colours = BTreeMap::new();
        if let Some(item) = table.get("colours") {
            for (colour, item) in self.table(item, "colours")?.iter() {
                colours.insert(colour.to_owned(), self.string(item, colour)?);
            }
        }
        Ok(SheetMapping { header, columns, colours })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_protocol_without_warnings() {
        for (name, _) in super::super::TEMPLATES {
            let text = super::super::template(name, "A \"quoted\" title").expect("a template");
            let (protocol, warnings) = parse(&text).expect("a protocol");
            assert_eq!(warnings, vec![], "{name}");
            assert_eq!((protocol.title.as_str(), protocol.template.as_str()), ("A \"quoted\" title", name));
            assert!(!protocol.stages.is_empty() && !protocol.codes.is_empty());
        }
        let scoping = super::super::template("scoping", "x").expect("a template");
        assert!(scoping.contains("Data charting"));
    }

    #[test]
    fn faults_name_their_line_and_slips_are_warned_of() {
        let error = parse("title = \"x\"\nquestions = \"one\"\n").expect_err("not a list");
        assert_eq!(error.to_string(), "line 2: `questions` should be a list of texts: [\"one\", \"two\"]");
        assert_eq!(parse("title = \"x\"\n\n[codes\n").expect_err("not TOML").line, 3);
        let (_, warnings) = parse("title = \"x\"\nquesions = []\n").expect("a protocol");
        assert_eq!(warnings[0].at, Place::Line { line: 2 });
    }
}
