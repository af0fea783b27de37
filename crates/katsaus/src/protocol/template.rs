//! Protocols to begin with, which explain themselves.

/// The templates by name.
pub const TEMPLATES: [(&str, &str); 3] = [
    ("integrative", include_str!("templates/integrative.toml")),
    ("scoping", include_str!("templates/scoping.toml")),
    ("systematic", include_str!("templates/systematic.toml")),
];

/// A template with its title filled in; `None` if there is no template of that name.
pub fn template(name: &str, title: &str) -> Option<String> {
    let (_, text) = TEMPLATES.iter().find(|(known, _)| *known == name)?;
    let title = toml_edit::Value::from(title).to_string();
    Some(text.replacen("\"TITLE\"", title.trim(), 1))
}
