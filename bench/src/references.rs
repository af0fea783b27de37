//! References beside those of citeproc-js, the processor that Zotero and Mendeley use.
//!
//! What is written here, `bench/citeproc/compare.mjs` has citeproc-js render as well, and lists where the two differ.

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::LocaleFile;
use katsaus::Review;
use katsaus::report::bibliography::{Bibliography, Language, Style, prepared};
use katsaus::report::rich;
use katsaus_formats::csl_json;
use katsaus_formats::entry::Entry;
use katsaus_model::Source;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// The styles compared: what journals of rehabilitation, education and medicine ask for, and one in notes.
const STYLES: [&str; 10] = [
    "apa",
    "vancouver",
    "harvard-cite-them-right",
    "chicago-author-date",
    "mla",
    "ieee",
    "american-medical-association",
    "elsevier-harvard",
    "american-sociological-association",
    "chicago-notes",
];

/// The references of a review in ten styles, timed, and all that another processor needs to make the same.
pub(crate) fn references(review: &Path, language: &str, folder: &Path) -> Result<(), String> {
    let mut review = Review::open(review).map_err(|error| error.to_string())?;
    let sources = sources(&mut review)?;
    let make = |name: &str| fs::create_dir_all(folder.join(name)).map_err(|error| error.to_string());
    ["styles", "locales", "katsaus"].into_iter().try_for_each(make)?;
    write(folder, "items.json", &sources.iter().map(item).collect())?;
    for locale in archive::locales() {
        let Some(code) = locale.lang.clone() else { continue };
        let file = LocaleFile {
            version: "1.0".to_owned(),
            lang: code.clone(),
            info: locale.info,
            terms: locale.terms,
            date: locale.date,
            style_options: locale.style_options,
        };
        let xml = file.to_xml().map_err(|error| error.to_string())?;
        // It is written with the root of a style.
        let xml = xml.replacen("<style", "<locale xmlns=\"http://purl.org/net/xbiblio/csl\"", 1);
        let xml = xml.replace("</style>", "</locale>");
        fs::write(folder.join(format!("locales/{}.xml", code.0)), xml).map_err(|error| error.to_string())?;
    }
    for name in STYLES {
        let archived = ArchivedStyle::by_name(name).ok_or("a style that is gone")?;
        let xml = archived.get().to_xml().map_err(|error| error.to_string())?;
        // The schema calls the term `et-al` so.
        let xml = xml.replace("term=\"et al\"", "term=\"et-al\"");
        fs::write(folder.join(format!("styles/{name}.csl")), xml).map_err(|error| error.to_string())?;
        let begin = Instant::now();
        let style = Style::named(name).map_err(|error| error.to_string())?;
        let language = Language::of(Some(language), &style).map_err(|error| error.to_string())?;
        let references = Bibliography::of(&sources).references(&style, &language).map_err(|error| error.to_string())?;
        println!("{name}: {} references in {:.3} s", references.len(), begin.elapsed().as_secs_f64());
        let texts = references.iter().map(|reference| {
            let (label, text) = (rich::plain(&reference.paragraph.label), rich::plain(&reference.paragraph.runs));
            let text = format!("{label} {text}");
            json!({"key": reference.key, "text": text.trim()})
        });
        write(folder, &format!("katsaus/{name}.json"), &texts.collect())?;
    }
    Ok(())
}

fn sources(review: &mut Review) -> Result<Vec<Source>, String> {
    let all = review.query(&[]).map_err(|error| error.to_string())?;
    let set = review.matching(&all.node, &mut ()).map_err(|error| error.to_string())?;
    let names = review.names().map_err(|error| error.to_string())?;
    let rows = review.store().rows(katsaus::store::Filter::Of(&set)).map_err(|error| error.to_string())?;
    let source = |row: katsaus::store::Row| review.store().source(row.n, &names).transpose();
    rows.into_iter().filter_map(source).map(|source| source.map_err(|error| error.to_string())).collect()
}

fn item(source: &Source) -> Value {
    let fields = prepared(&source.fields);
    let entry = Entry { key: &source.key.0, fields: &fields, tags: &[], notes: &[], cells: &[] };
    let mut item = csl_json::item(&entry);
    for unprinted in ["custom", "note", "keyword"] {
        item.remove(unprinted);
    }
    Value::Object(item)
}

fn write(folder: &Path, name: &str, value: &Value) -> Result<(), String> {
    fs::write(folder.join(name), value.to_string()).map_err(|error| error.to_string())
}
