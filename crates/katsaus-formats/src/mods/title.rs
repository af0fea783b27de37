//! Titles as MODS has them: in parts, and several of a text.
//!
//! It must not choose by the length or language of a title.

use crate::draft::Draft;
use crate::normal::markup;
use crate::xml::Element;
use katsaus_model::Field;

/// The title of a text: the one without a type, else the first. Of several the one that is marked.
pub(super) fn of(holder: Element<'_>) -> Option<String> {
    let plain = |info: &Element<'_>| info.attribute("type").is_none_or(|kind| kind.is_empty());
    let marked = holder.all("titleInfo").find(|info| plain(info) && info.is("usage", "primary"));
    let main = marked.or_else(|| holder.all("titleInfo").find(plain)).or_else(|| holder.child("titleInfo"))?;
    Some(whole(main)).filter(|title| !title.is_empty())
}

/// Puts the title, and other titles by their type.
pub(super) fn put(draft: &mut Draft, entry: Element<'_>) {
    if let Some(title) = of(entry) {
        draft.text(Field::Title, &title);
    }
    for info in entry.all("titleInfo") {
        let title = whole(info);
        if draft.fields.title.as_deref() != Some(&*markup::line(&title)) {
            let kind = info.attribute("type").filter(|kind| !kind.is_empty());
            draft.extra(kind.as_deref().unwrap_or("title"), &title);
        }
    }
}

/// A title with its parts: article, subtitle, number and name of a part.
fn whole(info: Element<'_>) -> String {
    let part = |name: &str| markup::line(info.value(&[name]));
    let mut title = part("nonSort").into_owned();
    // `L'` and `al-` stand without a blank.
    if !title.is_empty() && !title.ends_with(['\'', '’', '-']) {
        title.push(' ');
    }
    title.push_str(&markup::line(info.child("title").unwrap_or(info).text()));
    let subtitle = part("subTitle");
    if !subtitle.is_empty() {
        // Cataloguers leave their sign for a subtitle in the title: `Arias :`.
        title.truncate(title.trim_end_matches([' ', ':']).len());
        title.push_str(if title.ends_with(['?', '!']) { " " } else { ": " });
        title.push_str(&subtitle);
    }
    let (number, name) = (part("partNumber"), part("partName"));
    for (text, sign) in [(&number, ". "), (&name, if number.is_empty() { ". " } else { ": " })] {
        if !text.is_empty() {
            title.truncate(title.trim_end_matches(['.', ' ']).len());
            title.push_str(sign);
            title.push_str(text);
        }
    }
    title
}
