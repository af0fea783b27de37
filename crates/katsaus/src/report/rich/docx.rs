//! Office Open XML (ECMA-376): a text document that Word and LibreOffice open, with its paragraph styles.
//!
//! It must hold nothing that is not needed: no fonts, no macros, no date, so that the same text gives the same file.

use super::{Document, Look, Paragraph, Run, Shift, escaped, is_safe_link};
use std::fmt::Write as _;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"</Types>"#,
);

const PACKAGE_LINKS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Target="word/document.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>"#,
    r#"</Relationships>"#,
);

/// Twentieths of a point: half an inch, as APA and most journals want a reference indented.
const HANG: u32 = 720;

/// The document as the bytes of a `.docx`. References have the style `Bibliography`, as Word calls it, so that a
/// manuscript's own style takes over when they are pasted.
///
/// # Errors
/// Says why the archive could not be put together.
pub fn docx(document: &Document) -> io::Result<Vec<u8>> {
    let mut parts = Parts::begin(&document.title);
    document.paragraphs.iter().for_each(|one| parts.paragraph(one));
    parts.end(&document.language, false)
}

/// A text document in the making: its body, and the addresses that it leads to.
pub(in crate::report) struct Parts {
    pub(in crate::report) xml: String,
    links: Vec<String>,
}

impl Parts {
    /// Begins a document with its title.
    pub(in crate::report) fn begin(title: &str) -> Parts {
        let mut parts = Parts { xml: BODY.to_owned(), links: Vec::new() };
        if !title.is_empty() {
            parts.xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>"#);
            run(&Run { text: title.to_owned(), ..Run::default() }, &mut parts.links, &mut parts.xml);
            parts.xml.push_str("</w:p>");
        }
        parts
    }

    /// Adds a paragraph.
    pub(in crate::report) fn paragraph(&mut self, one: &Paragraph) {
        paragraph(one, &mut self.links, &mut self.xml);
    }

    /// Adds a paragraph of a table's cell; a list's sign stands before its text.
    pub(in crate::report) fn cell_paragraph(&mut self, one: &Paragraph, right: bool) {
        let side = if right { r#"<w:jc w:val="right"/>"# } else { "" };
        let _ = write!(self.xml, r#"<w:p><w:pPr><w:pStyle w:val="TableText"/>{side}</w:pPr>"#);
        for part in &one.label {
            run(part, &mut self.links, &mut self.xml);
        }
        if !one.label.is_empty() {
            run(&Run { text: " ".to_owned(), ..Run::default() }, &mut self.links, &mut self.xml);
        }
        for part in &one.runs {
            run(part, &mut self.links, &mut self.xml);
        }
        self.xml.push_str("</w:p>");
    }

    /// Ends the document: the bytes of its file. A page may lie on its side.
    ///
    /// # Errors
    /// Says why the archive could not be put together.
    pub(in crate::report) fn end(mut self, language: &str, lying: bool) -> io::Result<Vec<u8>> {
        self.xml.push_str(if lying { LYING } else { STANDING });
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let parts = [
            ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
            ("_rels/.rels", PACKAGE_LINKS.to_owned()),
            ("word/document.xml", self.xml),
            ("word/_rels/document.xml.rels", document_links(&self.links)),
            ("word/styles.xml", styles(language)),
        ];
        for (name, text) in parts {
            archive.start_file(name, options)?;
            archive.write_all(text.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

const BODY: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
);

/// A4 with margins of an inch, standing.
const STANDING: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>"#,
    r#"</w:sectPr></w:body></w:document>"#,
);

/// The same, lying.
const LYING: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
    r#"<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>"#,
    r#"</w:sectPr></w:body></w:document>"#,
);

fn paragraph(one: &Paragraph, links: &mut Vec<String>, xml: &mut String) {
    let labelled = !one.label.is_empty();
    xml.push_str("<w:p>");
    if one.heading > 0 {
        // The title above is the first level.
        let _ = write!(xml, r#"<w:pPr><w:pStyle w:val="Heading{}"/></w:pPr>"#, one.heading.min(2) + 1);
    } else if labelled || one.hanging {
        xml.push_str(r#"<w:pPr><w:pStyle w:val="Bibliography"/></w:pPr>"#);
    }
    for part in &one.label {
        run(part, links, xml);
    }
    if labelled {
        // The hanging indent is a tab stop: the text begins where its later lines do.
        xml.push_str("<w:r><w:tab/></w:r>");
    }
    for part in &one.runs {
        run(part, links, xml);
    }
    xml.push_str("</w:p>");
}

fn run(run: &Run, links: &mut Vec<String>, xml: &mut String) {
    let link = run.link.as_ref().filter(|address| is_safe_link(address));
    if let Some(address) = link {
        links.push(address.clone());
        let _ = write!(xml, r#"<w:hyperlink r:id="rId{}">"#, FIRST_LINK + links.len());
    }
    xml.push_str("<w:r>");
    look(run.look, link.is_some(), xml);
    for (line, text) in run.text.split('\n').enumerate() {
        if line > 0 {
            xml.push_str("<w:br/>");
        }
        let _ = write!(xml, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(text));
    }
    xml.push_str("</w:r>");
    if link.is_some() {
        xml.push_str("</w:hyperlink>");
    }
}

/// The look of a run, its parts in the order that the schema asks for.
fn look(look: Look, link: bool, xml: &mut String) {
    let mut parts = String::new();
    let mut put = |on: bool, part: &str| {
        if on {
            parts.push_str(part);
        }
    };
    put(link, r#"<w:rStyle w:val="Hyperlink"/>"#);
    put(look.bold, "<w:b/>");
    put(look.italic, "<w:i/>");
    put(look.small_caps, "<w:smallCaps/>");
    put(look.underline, r#"<w:u w:val="single"/>"#);
    put(look.shift == Shift::Super, r#"<w:vertAlign w:val="superscript"/>"#);
    put(look.shift == Shift::Sub, r#"<w:vertAlign w:val="subscript"/>"#);
    if !parts.is_empty() {
        let _ = write!(xml, "<w:rPr>{parts}</w:rPr>");
    }
}

/// The number of the styles' relationship; those of links follow.
const FIRST_LINK: usize = 1;

fn document_links(links: &[String]) -> String {
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
        r#"<Relationship Id="rId1" Target="styles.xml" "#,
        r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>"#,
    ));
    for (at, address) in links.iter().enumerate() {
        let _ = write!(
            xml,
            concat!(
                r#"<Relationship Id="rId{}" Target="{}" TargetMode="External" "#,
                r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>"#,
            ),
            at + 1 + FIRST_LINK,
            escaped(address)
        );
    }
    xml.push_str("</Relationships>");
    xml
}

fn styles(language: &str) -> String {
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
            r#"<w:docDefaults><w:rPrDefault><w:rPr>"#,
            r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>"#,
            r#"<w:sz w:val="24"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>"#,
            r#"<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>"#,
            r#"<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>"#,
            r#"<w:pPr><w:keepNext/><w:spacing w:after="240"/><w:outlineLvl w:val="0"/></w:pPr>"#,
            r#"<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>"#,
            r#"<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>"#,
            r#"<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/></w:pPr>"#,
            r#"<w:rPr><w:b/></w:rPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/>"#,
            r#"<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>"#,
            r#"<w:pPr><w:keepNext/><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="2"/></w:pPr>"#,
            r#"<w:rPr><w:b/><w:i/></w:rPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="Bibliography"><w:name w:val="Bibliography"/>"#,
            r#"<w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="{hang}"/></w:tabs>"#,
            r#"<w:spacing w:after="120"/><w:ind w:left="{hang}" w:hanging="{hang}"/></w:pPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="TableText"><w:name w:val="Table Text"/>"#,
            r#"<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="40"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>"#,
            r#"<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr>"#,
            r#"<w:tblBorders><w:top w:val="single" w:sz="4" w:color="808080"/><w:left w:val="single" w:sz="4" w:color="808080"/>"#,
            r#"<w:bottom w:val="single" w:sz="4" w:color="808080"/><w:right w:val="single" w:sz="4" w:color="808080"/>"#,
            r#"<w:insideH w:val="single" w:sz="4" w:color="808080"/><w:insideV w:val="single" w:sz="4" w:color="808080"/>"#,
            r#"</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>"#,
            r#"</w:tblPr></w:style>"#,
            r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>"#,
            r#"<w:rPr><w:color w:val="1155CC"/></w:rPr></w:style>"#,
            r#"</w:styles>"#,
        ),
        language = escaped(language),
        hang = HANG
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::*;
    use std::io::Read;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
        let mut text = String::new();
        archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
        text
    }

    #[test]
    fn the_text_its_look_and_its_links_are_there() {
        let bytes = docx(&document()).expect("a file");
        let body = part(&bytes, "word/document.xml");
        assert!(body.contains(concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="Bibliography"/></w:pPr>"#,
            r#"<w:r><w:t xml:space="preserve">Åberg, T. (2008). R&amp;D *costs*. </w:t></w:r>"#,
            r#"<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">Journal of Work, 12</w:t></w:r>"#,
        )));
        assert!(body.contains(r#"<w:t xml:space="preserve">2.</w:t></w:r><w:r><w:tab/></w:r>"#));
        assert!(body.contains(r#"<w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr>"#));
        let links = part(&bytes, "word/_rels/document.xml.rels");
        assert_eq!(links.matches("TargetMode").count(), 1, "no link to a script: {links}");
        assert!(body.contains(r#"<w:hyperlink r:id="rId2">"#));
        assert!(links.contains(r#"Id="rId2" Target="https://doi.org/10.1000/a&lt;b&gt;""#));
    }

    #[test]
    fn the_same_text_is_the_same_file() {
        assert_eq!(docx(&document()).expect("a file"), docx(&document()).expect("a file"));
    }
}
