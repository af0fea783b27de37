//! REFI-QDA Codebook 1.0 (`.qdc`), by which programs such as NVivo, ATLAS.ti, MAXQDA and QualCoder exchange codebooks;
//! the codebook of a REFI-QDA project (`.qde`) has the same elements. Specification: <https://www.qdasoftware.org>.
//!
//! The format has a name, a description and a colour for a code, and no more: the description holds what else katsaus
//! says of it, in paragraphs that begin with their own word, and is taken apart again.

use super::Listed;
use crate::input::Input;
use katsaus_model::{ANY_LANGUAGE, Code};
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::fmt::Write as _;
use std::io::Read;

/// Codes below codes. The deepest codebooks that people keep have half a dozen levels.
const DEEPEST: usize = 64;

/// Paragraphs of a description, and what each is.
const PARTS: [&str; 5] = ["Include:", "Exclude:", "Examples:", "Aliases:", "Terms:"];

/// Writes codes, each behind those above it. Those above that are not listed hold others only.
pub fn write_qdc(codes: &[Listed]) -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
        "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"katsaus\">\n",
    ));
    xml.push_str("<Codes>\n");
    let mut open: Vec<&Listed> = Vec::new();
    for code in codes {
        while open.last().is_some_and(|above| !code.path.starts_with(&above.path) || above.path == code.path) {
            open.pop();
            let _ = writeln!(xml, "{}</Code>", "  ".repeat(open.len() + 1));
        }
        open.push(code);
        begin(code, open.len(), &mut xml);
    }
    for depth in (0..open.len()).rev() {
        let _ = writeln!(xml, "{}</Code>", "  ".repeat(depth + 1));
    }
    xml.push_str("</Codes>\n</CodeBook>\n");
    xml
}

fn begin(listed: &Listed, depth: usize, xml: &mut String) {
    let indent = "  ".repeat(depth);
    let name = name(listed);
    let guid = listed.guid.as_deref().unwrap_or_default();
    let _ = write!(
        xml,
        "{indent}<Code guid=\"{}\" name=\"{}\" isCodable=\"{}\"",
        escape(guid),
        escape(plain(&name).as_str()),
        listed.codable
    );
    if !listed.code.colour.is_empty() {
        let _ = write!(xml, " color=\"{}\"", escape(listed.code.colour.as_str()));
    }
    xml.push_str(">\n");
    let description = description(&listed.code);
    if !description.is_empty() {
        let _ = writeln!(xml, "{indent}  <Description>{}</Description>", escape(plain(&description).as_str()));
    }
}

/// What the code is called: its label, else the last part of its path.
fn name(listed: &Listed) -> String {
    let labels = &listed.code.label;
    let label = labels.get(ANY_LANGUAGE).or_else(|| labels.get("en")).or_else(|| labels.values().next());
    label.or(listed.path.last()).cloned().unwrap_or_default()
}

/// Without what XML has no sign for.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn description(code: &Code) -> String {
    let mut parts = Vec::new();
    if !code.definition.is_empty() {
        parts.push(code.definition.clone());
    }
    let lists = [code.examples.join("; "), code.aliases.join("; "), code.terms.join("; ")];
    let said = [&code.include, &code.exclude].into_iter().chain(&lists);
    for (word, said) in PARTS.iter().zip(said) {
        if !said.is_empty() {
            parts.push(format!("{word} {said}"));
        }
    }
    parts.join("\n\n")
}

/// The other way: paragraphs that begin with one of [`PARTS`] are that, all others the definition.
fn described(text: &str, code: &mut Code) {
    let list = |text: &str| text.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim) {
        let part = PARTS.iter().position(|word| paragraph.starts_with(word));
        let said = part.map_or("", |part| paragraph[PARTS[part].len()..].trim());
        match part {
            Some(0) => said.clone_into(&mut code.include),
            Some(1) => said.clone_into(&mut code.exclude),
            Some(2) => code.examples = list(said),
            Some(3) => code.aliases = list(said),
            Some(4) => code.terms = list(said),
            _ => {
                if !code.definition.is_empty() {
                    code.definition.push_str("\n\n");
                }
                code.definition.push_str(paragraph);
            }
        }
    }
}

/// Reads the codes of a codebook or project, those above first.
///
/// # Errors
/// Says what is wrong, and in which line, where the file is no XML to its end or holds no codes.
pub fn read_qdc(read: impl Read) -> Result<Vec<Listed>, String> {
    let text = Input::new(read).rest().map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(&text);
    let mut codes: Vec<Listed> = Vec::new();
    // The places of the codes that are open, and the text of a description that is.
    let mut open: Vec<usize> = Vec::new();
    let mut said: Option<String> = None;
    let line = |at: u64| text.as_bytes()[..(at as usize).min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
    loop {
        let at = reader.buffer_position();
        match reader.read_event().map_err(|error| format!("line {}: {error}", line(at)))? {
            Event::Start(start) if start.local_name().as_ref() == "Code" => {
                open.push(codes.len());
                if open.len() > DEEPEST {
                    return Err(format!("line {}: more than {DEEPEST} codes stand inside one another", line(at)));
                }
                let above = open.len().checked_sub(2).map(|above| codes[open[above]].path.clone());
                codes.push(code_of(&start, above.unwrap_or_default()));
            }
            Event::Empty(start) if start.local_name().as_ref() == "Code" => {
                let above = open.last().map(|at| codes[*at].path.clone()).unwrap_or_default();
                codes.push(code_of(&start, above));
            }
            Event::End(end) if end.local_name().as_ref() == "Code" => drop(open.pop()),
            Event::Start(start) if start.local_name().as_ref() == "Description" && !open.is_empty() => {
                said = Some(String::new());
            }
            Event::Text(part) => {
                if let Some(said) = &mut said {
                    said.push_str(&part);
                }
            }
            Event::CData(part) => {
                if let Some(said) = &mut said {
                    said.push_str(&part);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(said) = &mut said {
                    said.push_str(&reference(&name));
                }
            }
            Event::End(end) if end.local_name().as_ref() == "Description" => {
                if let (Some(said), Some(at)) = (said.take(), open.last()) {
                    described(&said, &mut codes[*at].code);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if codes.is_empty() {
        return Err("it holds no codes; a REFI-QDA codebook (.qdc) has elements <Code name=\"...\">".to_owned());
    }
    Ok(codes)
}

/// The sign that a reference such as `&amp;` or `&#228;` stands for; itself, if it is none that XML knows.
fn reference(name: &str) -> String {
    let written = format!("&{name};");
    quick_xml::escape::unescape(&written).map_or(written.clone(), std::borrow::Cow::into_owned)
}

fn code_of(start: &BytesStart<'_>, above: Vec<String>) -> Listed {
    let mut listed = Listed { path: above, codable: true, ..Listed::default() };
    let mut named = String::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap_or_default().into_owned();
        match attribute.key.local_name().as_ref() {
            "name" => named = value.trim().to_owned(),
            "guid" => listed.guid = Some(value),
            "color" => listed.code.colour = value,
            "isCodable" => listed.codable = value != "false",
            _ => {}
        }
    }
    listed.code.label.insert(ANY_LANGUAGE.to_owned(), named.clone());
    listed.path.push(named);
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(path: &[&str], codable: bool, code: Code) -> Listed {
        let mut code = code;
        let name = path.last().copied().unwrap_or_default();
        code.label.insert(ANY_LANGUAGE.to_owned(), name.to_owned());
        let path: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
        Listed { guid: Some(format!("guid-{name}")), path, code, codable }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let code = Code {
            definition: "Labour demand <first> & \"foremost\".\n\nIn two paragraphs.".into(),
            include: "services to employers".into(),
            examples: vec!["job carving".into(), "mutual benefit".into()],
            colour: "#0072b2".into(),
            terms: vec!["räätälöin*".into()],
            ..Code::default()
        };
        let all = vec![
            listed(&["Framework"], false, Code::default()),
            listed(&["Framework", "Demand"], true, code),
            listed(&["Framework", "Demand", "Wages"], true, Code::default()),
            listed(&["Framework", "Supply"], true, Code::default()),
            listed(&["Kind"], false, Code::default()),
        ];
        assert_eq!(read_qdc(write_qdc(&all).as_bytes()).expect("codes"), all);
    }

    #[test]
    fn other_programs_files_are_read() {
        let xml = r##"<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other 1.0"><Codes>
<Code guid="A1" name="Työ &amp; elämä" isCodable="true" color="#FF0000"><Description>Kuvaus &#228;</Description>
<Code guid="A2" name="Palkka" isCodable="true"/></Code></Codes><Sets><Set guid="S" name="x"/></Sets></CodeBook>"##;
        let codes = read_qdc(xml.as_bytes()).expect("codes");
        assert_eq!(codes[0].path, ["Työ & elämä"]);
        assert_eq!(codes[0].code.definition, "Kuvaus ä");
        assert_eq!(codes[1].path, ["Työ & elämä", "Palkka"]);
        assert!(read_qdc("<CodeBook><Codes></Codes></CodeBook>".as_bytes()).is_err());
        assert!(read_qdc("<CodeBook>\n<Codes></Code>".as_bytes()).expect_err("no XML").starts_with("line 2"));
    }
}
