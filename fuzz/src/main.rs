//! One target for each reader, and one for tables: `KATSAUS_FUZZ` says which. `cargo xtask fuzz` builds and runs them.
//!
//! A file may be anything: a reader must end, quickly, without a panic, and say where each record came from. What it found
//! is written in every format, which must not fail either.
#![no_main]

use katsaus_formats::any;
use katsaus_formats::entry::{Entry, WRITERS, write_all};
use katsaus_formats::found::Kept;
use katsaus_formats::sheet::ReadSeek;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::sync::LazyLock;

static FORMAT: LazyLock<String> = LazyLock::new(|| std::env::var("KATSAUS_FUZZ").expect("KATSAUS_FUZZ names a format"));

fuzz_target!(|bytes: &[u8]| {
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(Cursor::new(bytes.to_vec()))) };
    let mut kept = Kept::default();
    // That it is no file of the format is a good answer.
    let _ = any::read(&open, "fuzz", Some(&FORMAT), &mut kept);
    let entries = || {
        kept.found.iter().map(|found| Entry {
            key: "key",
            fields: &found.content.fields,
            tags: &[],
            notes: &found.content.brought.notes,
            cells: &[],
        })
    };
    for writer in WRITERS {
        write_all(*writer, entries(), &mut std::io::sink()).expect("what was read can be written");
    }
});
