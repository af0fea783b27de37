//! The text of PDFs, by the program `pdftotext` where it is installed. It runs apart from us, so that a broken or hostile
//! PDF costs only itself: it is stopped after a minute, and what it prints beyond a limit is not taken.

use katsaus::review::{PdfReader, TextTrouble};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// A text of a thousand pages takes some seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes that are taken: words with their places are some ten times as long as the words.
const LARGEST: u64 = 256 << 20;

/// What reads PDFs, if it is installed.
pub(crate) fn reader() -> Option<Box<PdfReader>> {
    let is_there = std::env::var_os("KATSAUS_PDFTOTEXT").is_some() || on_the_path("pdftotext");
    is_there.then(|| Box::new(text_of) as Box<PdfReader>)
}

fn on_the_path(program: &str) -> bool {
    let program = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&program).is_file())
}

/// Runs `pdftotext` on a file.
fn text_of(file: &Path) -> Result<Vec<u8>, TextTrouble> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = |why: String| TextTrouble::Pdf { name: name.clone(), why };
    let command = std::env::var_os("KATSAUS_PDFTOTEXT").unwrap_or_else(|| "pdftotext".into());
    let mut child = Command::new(command)
        // With the places of words: printed plainly it takes hyphens away that belong to words.
        .args(["-enc", "UTF-8", "-q", "-bbox-layout"])
        .arg(file)
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => TextTrouble::NoPdfReader,
            _ => wrong(error.to_string()),
        })?;
    let text = printed(&mut child);
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            let _ = child.kill();
            let _ = child.wait();
            return Err(wrong(why));
        }
    };
    match child.wait() {
        Ok(status) if status.success() => Ok(text),
        Ok(_) => Err(wrong("it is damaged, or protected by a password".to_owned())),
        Err(error) => Err(wrong(error.to_string())),
    }
}

/// What the program prints, if it ends in time.
fn printed(child: &mut Child) -> Result<Vec<u8>, String> {
    let Some(out) = child.stdout.take() else { return Err("nothing was printed".to_owned()) };
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let read = out.take(LARGEST + 1).read_to_end(&mut text).map(|_| text);
        // Nobody waits any more if it took too long.
        let _ = send.send(read);
    });
    match receive.recv_timeout(PATIENCE) {
        Ok(Ok(text)) if text.len() as u64 > LARGEST => Err("it holds too much text".to_owned()),
        Ok(Ok(text)) => Ok(text),
        Ok(Err(error)) => Err(error.to_string()),
        Err(RecvTimeoutError::Timeout) => Err("it took longer than a minute".to_owned()),
        Err(RecvTimeoutError::Disconnected) => Err("its text was not printed to the end".to_owned()),
    }
}
