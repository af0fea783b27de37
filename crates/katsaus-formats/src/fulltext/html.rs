//! The text of a saved web page.
//!
//! It must not fail on what is no proper HTML, nor look at any part of a page more than a few times.

mod charset;
mod entity;
mod mark;

use super::flow::Flow;
use super::pages::Pages;
use super::unreadable::Unreadable;
use mark::{Ends, Tag};
use memchr::{memchr2, memmem};

/// Elements whose contents are no text of the page, and may hold others.
const SKIPPED: [&str; 8] = ["nav", "noscript", "template", "svg", "select", "datalist", "annotation", "object"];
/// Elements that hold no marks, only what ends with their own.
const RAW: [&str; 6] = ["script", "style", "textarea", "iframe", "noembed", "noframes"];
/// Elements that begin and end lines.
const BLOCK: [&str; 47] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "sec",
    "section",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "ul",
    "xmp",
];

/// The text of a web page: a line for each block, tabs between the cells of a row, one page.
///
/// The encoding is that of the byte order mark, else what a `meta` says, else found out.
///
/// # Errors
/// If the bytes are no text.
pub fn of_html(bytes: &[u8]) -> Result<Pages, Unreadable> {
    let text = charset::decoded(bytes)?;
    Ok(Pages::parse(Scanner::default().run(&text)))
}

#[derive(Default)]
struct Scanner<'t> {
    flow: Flow,
    ends: Ends,
    skip: Option<Skip<'t>>,
    /// Elements that were begun and never ended: what stands in them is text after all.
    unended: Vec<&'static str>,
    /// How many elements are open in which lines are lines.
    preformatted: usize,
}

/// An element whose contents are being passed over.
struct Skip<'t> {
    name: &'static str,
    /// How many of that name are open.
    open: usize,
    /// What stands behind its first mark.
    behind: &'t str,
}

impl<'t> Scanner<'t> {
    fn run(mut self, text: &'t str) -> String {
        let mut rest = text;
        loop {
            while let Some((before, from)) =
                memchr2(b'<', b'&', rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
            {
                self.text(before);
                rest = if from.starts_with('&') { self.entity(from) } else { self.mark(from) };
            }
            self.text(rest);
            // Each name comes here once at most.
            let Some(skip) = self.skip.take() else { break };
            self.unended.push(skip.name);
            rest = skip.behind;
        }
        self.flow.finish()
    }

    fn text(&mut self, text: &str) {
        if self.skip.is_some() {
            return;
        }
        if self.preformatted == 0 {
            return self.flow.push(text);
        }
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.flow.end_line();
            }
            self.flow.push(line);
        }
    }

    /// Reads what stands for a sign, and gives what is behind it.
    fn entity(&mut self, from: &'t str) -> &'t str {
        match entity::read(from) {
            Some((sign, behind)) => {
                self.text(&sign);
                behind
            }
            None => self.one_sign(from),
        }
    }

    /// Takes a sign that means nothing else as text.
    fn one_sign(&mut self, from: &'t str) -> &'t str {
        let (sign, behind) = from.split_at_checked(1).unwrap_or((from, ""));
        self.text(sign);
        behind
    }

    /// Reads a mark, and gives what is behind it.
    fn mark(&mut self, from: &'t str) -> &'t str {
        if let Some(behind) = self.ends.comment(from) {
            return behind;
        }
        match self.ends.tag(from) {
            Some((tag, behind)) => self.element(&tag, behind),
            None => self.one_sign(from),
        }
    }

    fn element(&mut self, tag: &Tag, behind: &'t str) -> &'t str {
        self.count(tag);
        if self.skip.is_none() {
            self.shape(tag);
        }
        if tag.closing || tag.empty {
            return behind;
        }
        if let Some(raw) = self.known(&RAW, &tag.name) {
            return self.raw(raw, behind);
        }
        if self.skip.is_none() {
            self.skip = self.known(&SKIPPED, &tag.name).map(|name| Skip { name, open: 1, behind });
        }
        behind
    }

    /// Ends the passing over with the mark that ends the element.
    fn count(&mut self, tag: &Tag) {
        if let Some(skip) = self.skip.as_mut().filter(|skip| skip.name == tag.name && !tag.empty) {
            skip.open = if tag.closing { skip.open.saturating_sub(1) } else { skip.open + 1 };
        }
        self.skip = self.skip.take().filter(|skip| skip.open > 0);
    }

    /// A name as it stands in a list, if it does and elements of that name were ended so far.
    fn known(&self, list: &[&'static str], name: &str) -> Option<&'static str> {
        list.iter().copied().find(|known| *known == name && !self.unended.contains(known))
    }

    /// Passes over an element without marks in it.
    fn raw(&mut self, name: &'static str, behind: &'t str) -> &'t str {
        let ends = memmem::find_iter(behind.as_bytes(), b"</").find_map(|at| {
            let end = behind.get(at..)?;
            end.get(2..2 + name.len())?.eq_ignore_ascii_case(name).then_some(end)
        });
        ends.unwrap_or_else(|| {
            self.unended.push(name);
            behind
        })
    }

    fn shape(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "td" | "th" if !tag.closing => self.flow.begin_cell(),
            "tr" | "table" => self.flow.end_row(),
            "pre" | "xmp" => {
                self.flow.end_line();
                self.preformatted =
                    if tag.closing { self.preformatted.saturating_sub(1) } else { self.preformatted + 1 };
            }
            name if BLOCK.binary_search(&name).is_ok() => self.flow.end_line(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        of_html(html.as_bytes()).expect("a page").stored().to_owned()
    }

    #[test]
    fn only_what_is_read_is_text() {
        let html = "<!DOCTYPE html><html><head><title>Kela &amp; työ</title><style>p > a { }</style>\n<script>if (a<b) \
                    '</p>'</script></head><body><nav><ul><li>Etusivu<nav>x</nav></ul></nav><!-- <p>ei</p> -->\n<h1>\
                    Kun&shy;toutus</h1><p class=\"a>b\">Ensimm&auml;inen\n <b>kap</b>pale&nbsp;1 &lt; 2 &#150; \
                    3</P>\n<p>Toinen<br/>rivi</p><SVG><text>kuva</text></SVG></body>";
        assert_eq!(text(html), "Kela & työ\nKuntoutus\nEnsimmäinen kappale 1 < 2 – 3\nToinen\nrivi");
    }

    #[test]
    fn tables_and_lines_keep_their_shape() {
        let html = "Before<table><tr><th>n<th>%<tr><td><p>12</p></td><td></td><td>3</td></tr></table>After";
        assert_eq!(text(html), "Before\nn\t%\n12\t\t3\nAfter");
        assert_eq!(text("a<pre>one\n  two</pre>b\nc"), "a\none\ntwo\nb c");
    }

    #[test]
    fn tag_soup_loses_no_text() {
        for (html, expected) in [
            ("a < b and c <d", "a < b and c <d"),
            ("<p>one<nav>two<p>three", "one two\nthree"),
            ("x<script>y<p>z", "xy\nz"),
            ("a<!-- b<p>c", "ac"),
            ("<a href=\"x>y</a> z", "y z"),
            ("<p title='it's > here'>a", "here'>a"),
            ("AT&T R&D; &unknown; &ampx &#xD800; &", "AT&T R&D; &unknown; &ampx &#xD800; &"),
            ("</p></p></>a<>b<?php c ?>d", "a<>bd"),
        ] {
            let found = text(html);
            assert_eq!(found.replace('\n', " "), expected.replace('\n', " "), "{html}");
        }
    }

    #[test]
    fn any_bytes_are_read_in_good_time() {
        let begun = std::time::Instant::now();
        for piece in
            ["<nav", "<nav>", "<!--", "<a b=\"", "<a b='>\"", "<script>", "&", "<", "<a b=\"x>\"", "</", "= \""]
        {
            text(&piece.repeat(200_000));
        }
        assert!(begun.elapsed().as_secs() < 20);
        let names: Vec<_> = BLOCK.to_vec();
        assert!(names.is_sorted());
    }
}
