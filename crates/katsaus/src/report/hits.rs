//! What a search found as one page that works from disk, the words that were looked for marked. It must not search.

use super::rich::escaped;
use std::fmt::Write as _;

const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.1rem; font-weight: 600; }
h1 code { font-weight: 400; overflow-wrap: anywhere; }
ol { padding-left: 1.6rem; }
li { margin: 0 0 1.4rem; }
h2 { font-size: 1rem; margin: 0; }
p { margin: .15rem 0; }
.by, .field { opacity: .75; }
mark { background: #ffe08a; color: #000; padding: 0 .1em; border-radius: .15em; }
@media (prefers-color-scheme: dark) { mark { background: #e3b341; } }
@media print { mark { background: none; font-weight: bold; text-decoration: underline; } }
";

/// A text in stretches, and whether each is marked.
pub type Marked = Vec<(String, bool)>;

/// One source that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownHit {
    /// Its key.
    pub key: String,
    /// Authors and year.
    pub by: String,
    /// Its title.
    pub title: Marked,
    /// Where it appeared.
    pub container: String,
    /// Parts of its texts: the field and the text.
    pub snippets: Vec<(String, Marked)>,
}

/// Stretches of a text, from the bytes that are marked.
pub fn marked(text: &str, marks: &[(usize, usize)]) -> Marked {
    let mut stretches = Vec::new();
    let mut at = 0;
    for (from, to) in marks {
        if let (Some(before), Some(inside)) = (text.get(at..*from), text.get(*from..*to)) {
            if !before.is_empty() {
                stretches.push((before.to_owned(), false));
            }
            stretches.push((inside.to_owned(), true));
            at = *to;
        }
    }
    stretches.extend(text.get(at..).filter(|rest| !rest.is_empty()).map(|rest| (rest.to_owned(), false)));
    stretches
}

/// The page: what was asked, how much was found, and the hits in their order.
pub fn html(query: &str, total: &str, hits: &[ShownHit]) -> String {
    let query = escaped(query);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{query}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{}: <code>{query}</code></h1>\n<ol>\n",
        escaped(total)
    );
    for hit in hits {
        let _ = writeln!(page, "<li id=\"{0}\"><h2>{1}</h2>", escaped(&hit.key), stretches(&hit.title));
        let container =
            if hit.container.is_empty() { String::new() } else { format!(" · {}", escaped(&hit.container)) };
        let _ =
            writeln!(page, "<p class=\"by\">{}{container} · <code>{}</code></p>", escaped(&hit.by), escaped(&hit.key));
        for (field, text) in &hit.snippets {
            let _ = writeln!(page, "<p><span class=\"field\">{}:</span> {}</p>", escaped(field), stretches(text));
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ol>\n</body>\n</html>\n");
    page
}

fn stretches(text: &Marked) -> String {
    let one = |(text, is_marked): &(String, bool)| {
        if *is_marked { format!("<mark>{}</mark>", escaped(text)) } else { escaped(text) }
    };
    text.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_text_is_markup() {
        let title = marked("<b>Dual</b> & customer", &[(3, 7)]);
        let hit = ShownHit { key: "k\"1".into(), title, ..ShownHit::default() };
        let page = html("<script>", "1 source", &[hit]);
        assert!(page.contains("&lt;b&gt;<mark>Dual</mark>&lt;/b&gt; &amp; customer"), "{page}");
        assert!(!page.contains("<script>") && page.contains("id=\"k&quot;1\""), "{page}");
    }
}
