//! The text in the XML of a .docx.
//!
//! It must not know where the XML comes from, nor keep what the text looked like.

use super::damaged;
use crate::fulltext::flow::Flow;
use crate::fulltext::unreadable::Unreadable;
use crate::normal::markup;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// The most elements inside of each other.
const DEEPEST: usize = 256;
/// Elements whose contents are passed over: what was deleted or moved away, tab stops (named as tabs are), readings
/// beside signs, and a drawing's second version for old programs.
const SKIPPED: [&str; 5] = ["del", "moveFrom", "tabs", "rt", "Fallback"];

/// Writes what an XML part of a .docx says.
///
/// # Errors
/// If it is not whole, or is made to do harm.
pub(super) fn read(xml: &str, flow: &mut Flow) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut body = Body { flow, depth: 0, skipped: None, in_text: false };
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => body.start(&start)?,
            Event::End(end) => body.end(end.local_name().into_inner()),
            Event::Text(text) => body.text(&text),
            Event::CData(text) => body.text(&text),
            Event::GeneralRef(name) => body.text(&markup::resolve(&name).unwrap_or_default()),
            Event::DocType(_) => return Err(Unreadable::Doctype),
            Event::Eof if body.depth > 0 => return Err(damaged("its XML ends before it is complete")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

struct Body<'f> {
    flow: &'f mut Flow,
    depth: usize,
    /// The depth of the element that is being passed over.
    skipped: Option<usize>,
    in_text: bool,
}

impl Body<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable::TooDeep { most: DEEPEST });
        }
        let name = start.local_name().into_inner();
        if self.skipped.is_some() {
            return Ok(());
        }
        if SKIPPED.contains(&name) || name.ends_with("PrChange") || is_mark_between(name, start) {
            self.skipped = Some(self.depth);
            return Ok(());
        }
        match name {
            "t" => self.in_text = true,
            "tab" | "ptab" => self.flow.tab(),
            "br" if attribute(start, "type").as_deref() == Some("page") => self.flow.page(),
            "br" | "cr" => self.flow.end_line(),
            "noBreakHyphen" => self.flow.push("-"),
            "pageBreakBefore" if !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "off")) => {
                self.flow.page();
            }
            "lastRenderedPageBreak" => self.flow.seen_page(),
            "tc" => self.flow.begin_cell(),
            "tbl" => self.flow.end_row(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if self.skipped == Some(self.depth) {
            self.skipped = None;
        } else if self.skipped.is_none() {
            match name {
                "t" => self.in_text = false,
                "p" => self.flow.end_line(),
                "tr" | "tbl" => self.flow.end_row(),
                _ => {}
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.skipped.is_none() {
            self.flow.push(text);
        }
    }
}

/// The lines between a page and its notes are notes themselves.
fn is_mark_between(name: &str, start: &BytesStart<'_>) -> bool {
    matches!(name, "footnote" | "endnote") && attribute(start, "type").is_some_and(|kind| kind != "normal")
}

/// An attribute by its name without a prefix.
fn attribute<'s>(start: &'s BytesStart<'_>, name: &str) -> Option<Cow<'s, str>> {
    let mut attributes = start.attributes();
    attributes.with_checks(false).flatten().find(|found| found.key.local_name().into_inner() == name).map(|a| a.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        let mut flow = Flow::default();
        read(&format!("<w:document xmlns:w='w'>{body}</w:document>"), &mut flow).expect("a document");
        flow.finish()
    }

    #[test]
    fn paragraphs_are_lines() {
        let body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>R&amp;D ja</w:t></w:r><w:r>\n \
                    <w:t xml:space='preserve'> työ&#228;</w:t><w:tab/><w:t>5</w:t></w:r></w:p>\n<w:p/><w:p><w:r>\
                    <w:t>toinen</w:t><w:br/><w:t>rivi</w:t><w:noBreakHyphen/><w:t>jako</w:t><w:softHyphen/>\
                    <w:instrText>PAGE</w:instrText></w:r></w:p>";
        assert_eq!(text(body), "R&D ja työä\t5\ntoinen\nrivi-jako");
    }

    #[test]
    fn deleted_text_is_gone_and_inserted_text_stays() {
        let body = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:del><w:r><w:delText>old</w:delText><w:t>o\
                    </w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>from</w:t></w:r>\
                    </w:moveFrom><w:moveTo><w:r><w:t> to</w:t></w:r></w:moveTo><mc:AlternateContent><mc:Choice>\
                    <w:txbxContent><w:p><w:r><w:t> box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>\
                    <w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>";
        assert_eq!(text(body), "new to box");
    }

    #[test]
    fn pages_begin_once() {
        let body = "<w:p><w:r><w:t>a</w:t><w:br w:type='page'/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>b \
                    </w:t><w:lastRenderedPageBreak/><w:t>c</w:t></w:r></w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr>\
                    <w:r><w:lastRenderedPageBreak/><w:t>d</w:t></w:r></w:p><w:p><w:pPr><w:pageBreakBefore w:val='0'/>\
                    </w:pPr><w:r><w:t>e</w:t></w:r></w:p>";
        assert_eq!(text(body), "a\n\u{c}b\u{c}c\n\u{c}d\ne");
    }

    #[test]
    fn tables_are_read_cell_by_cell() {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
        let body =
            format!("<w:p><w:t>x</w:t></w:p><w:tbl>{}{}</w:tbl><w:p><w:t>y</w:t></w:p>", row("1", "2"), row("", "3"));
        assert_eq!(text(&body), "x\n1\t2\n\t3\ny");
    }
}
