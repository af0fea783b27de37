//! Files as people name them on the command line: on disk, `-` for what is piped in, packed ones with what is in them.

use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus_formats::packed;
use katsaus_formats::sheet::{BookError, ReadSeek};
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A file to be read, perhaps more than once.
pub(crate) struct Given {
    /// Its name, without folders.
    pub(crate) name: String,
    place: Place,
}

enum Place {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
}

impl Given {
    /// The files that a name stands for: itself, or those packed in it.
    pub(crate) fn all(file: &Path) -> Result<Vec<Given>, Failure> {
        let given = Given::one(file)?;
        let wrong =
            |error: BookError| Failure::from(katsaus::ReviewError::Sheet { name: given.name.clone(), source: error });
        match packed::unpack(&|| given.open(), &given.name).map_err(wrong)? {
            None => Ok(vec![given]),
            Some(members) => {
                let place =
                    |member: packed::Member| Given { name: member.name, place: Place::Memory(member.bytes.into()) };
                Ok(members.into_iter().map(place).collect())
            }
        }
    }

    /// One file as it is, packed or not.
    pub(crate) fn one(file: &Path) -> Result<Given, Failure> {
        if file == Path::new("-") {
            // A command that is begun again, because another program wrote meanwhile, is given the same once more.
            static PIPED: OnceLock<Arc<[u8]>> = OnceLock::new();
            if PIPED.get().is_none() {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                let _ = PIPED.set(bytes.into());
            }
            let bytes = PIPED.get().cloned().unwrap_or_default();
            return Ok(Given { name: "standard input".to_owned(), place: Place::Memory(bytes) });
        }
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        Ok(Given { name, place: Place::Disk(file.to_owned()) })
    }

    /// Opens it once more from its beginning.
    pub(crate) fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(match &self.place {
            Place::Disk(path) => Box::new(File::open(path)?),
            Place::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }
}

/// Asks before a file is written over.
pub(crate) fn may_write(ctx: &Ctx, file: &Path) -> Result<(), Failure> {
    if file.exists() && !ctx.ui.ask(&format!("`{}` exists. Write over it?", file.display()), false) {
        return Err(Failure::user(format!("`{}` exists and was left as it is", file.display()))
            .hint("give another name, or `-y` to write over it"));
    }
    Ok(())
}

/// Writes a file whole or not at all: beside it first, then renamed.
pub(crate) fn write_whole(
    file: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".writing");
    let beside = PathBuf::from(beside);
    let trouble = |error: io::Error| {
        let busy = matches!(error.raw_os_error(), Some(32 | 33));
        let failure = Failure::user(format!("`{}` could not be written: {error}", file.display()));
        if busy { failure.hint("it is open in another program: close it there, then try again") } else { failure }
    };
    let mut out = io::BufWriter::new(File::create(&beside).map_err(trouble)?);
    let done = write(&mut out).and_then(|()| out.flush().map_err(trouble));
    drop(out);
    let done = done.and_then(|()| std::fs::rename(&beside, file).map_err(trouble));
    if done.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    done
}
