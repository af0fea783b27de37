//! What belongs to the person and not to the review: the name that decisions are recorded under.

use etcetera::BaseStrategy;

/// Who acts: `--as`, else `KATSAUS_REVIEWER`, else `reviewer = "..."` in the person's own configuration, else the login
/// name.
pub(crate) fn reviewer(given: Option<&str>) -> String {
    let env =
        |name: &str| std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    given
        .map(str::to_owned)
        .or_else(|| env("KATSAUS_REVIEWER"))
        .or_else(configured)
        .or_else(|| env("USER"))
        .or_else(|| env("USERNAME"))
        .or_else(|| env("LOGNAME"))
        .unwrap_or_else(|| "reviewer".to_owned())
}

fn configured() -> Option<String> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir().join("katsaus");
    let text = std::fs::read_to_string(folder.join("config.toml")).ok()?;
    let line = text.lines().find_map(|line| line.trim().strip_prefix("reviewer"))?;
    let value = line.trim_start().strip_prefix('=')?.trim().trim_matches('"').trim();
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

/// Program, process and machine, as others who wait are told.
pub(crate) fn who(command: &str) -> String {
    let host = std::env::var("HOSTNAME").ok().or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let host = host.map(|host| format!(" on {}", host.trim())).unwrap_or_default();
    format!("`katsaus {command}` (process {}{host})", std::process::id())
}
