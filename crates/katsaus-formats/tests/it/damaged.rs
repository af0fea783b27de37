//! No bytes take a reader down: files of each format, damaged at random.

use crate::documentation::page;
use katsaus_formats::format::READERS;
use katsaus_formats::found::Kept;
use katsaus_formats::input::Input;
use proptest::prelude::*;

/// Bytes that mean something to some format, and some that are no text at all.
const BYTES: &[u8] = b"{}()<>\"'\\&;:,.-=@#%$[]/ \n\r\tTYER0A9\xff\xc3\xe4\x00";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_take_a_reader_down(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..BYTES.len(), 0..3u8), 1..30),
        cut in any::<prop::sample::Index>(),
    ) {
        for reader in READERS {
            let page = page(reader.id());
            let examples: Vec<String> = page.rows.iter().map(|row| row[2].trim_matches('`').replace("\\n", "\n")).collect();
            let mut bytes = page.frame.replace("@@", &examples.join("\n")).repeat(2).into_bytes();
            for (at, byte, what) in &edits {
                let at = at.index(bytes.len());
                match what {
                    0 => bytes[at] = BYTES[*byte],
                    1 => bytes.insert(at, BYTES[*byte]),
                    _ => {
                        bytes.remove(at);
                    }
                }
            }
            for end in [bytes.len(), cut.index(bytes.len())] {
                let mut kept = Kept::default();
                reader.read(&mut Input::new(&bytes[..end]), &mut kept).expect("memory can be read");
            }
        }
    }
}
