//! Moments as people read and type them, in the machine's time zone; and the one place that asks the clock.

use crate::failure::Failure;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use katsaus_model::Timestamp;

/// The clock, or the moment that `KATSAUS_NOW` names (so that tests and replays do not depend on it).
pub(crate) fn now() -> Timestamp {
    if let Ok(fixed) = std::env::var("KATSAUS_NOW")
        && let Ok(moment) = fixed.parse::<jiff::Timestamp>()
    {
        return Timestamp(moment.as_millisecond());
    }
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// `2026-11-24 04:10`.
pub(crate) fn show(time: Timestamp) -> String {
    match jiff::Timestamp::from_millisecond(time.0) {
        Ok(moment) => moment.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => time.0.to_string(),
    }
}

/// `2026-11-24`.
pub(crate) fn day(time: Timestamp) -> String {
    show(time).split(' ').next().unwrap_or_default().to_owned()
}

/// RFC 3339 in UTC, for programs.
pub(crate) fn exact(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time.0).map_or_else(|_| time.0.to_string(), |moment| moment.to_string())
}

/// A date (its end) or a moment, as `--at` takes it.
pub(crate) fn parse(text: &str) -> Result<Timestamp, Failure> {
    let zone = TimeZone::system();
    let zoned = if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Ok(Timestamp(moment.as_millisecond()));
    } else if let (false, Ok(date)) = (text.contains(':'), text.parse::<Date>()) {
        date.at(23, 59, 59, 999_000_000).to_zoned_datetime(zone)
    } else if let Ok(moment) = text.replace(' ', "T").parse::<DateTime>() {
        // The log shows minutes: a minute is meant whole, as a day is.
        let whole = if text.matches(':').count() < 2 {
            moment.with().second(59).subsec_nanosecond(999_000_000)
        } else {
            moment.with()
        };
        whole.build().and_then(|moment| moment.to_zoned_datetime(zone))
    } else {
        return Err(
            Failure::usage(format!("`{text}` is no date")).hint("a date is 2026-11-24, or \"2026-11-24 04:10\"")
        );
    };
    let zoned = zoned.map_err(|error| Failure::usage(format!("`{text}` is no date: {error}")))?;
    Ok(Timestamp(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_minute_are_meant_whole() {
        let at = |text: &str| parse(text).expect("a moment").0;
        assert_eq!(at("2026-11-24 04:10"), at("2026-11-24 04:10:59.999"));
        assert_eq!(at("2026-11-24"), at("2026-11-24 23:59:59.999"));
        assert!(at("2026-11-24 04:10:05") < at("2026-11-24 04:10"));
        assert!(parse("yesterday").is_err());
    }
}
