//! Opening the index: catching up with the log, or making it again.

use super::layout::{laid_alone, lay_out};
use super::schema::Schema;
use super::stamp::Stamp;
use super::{Index, IndexError};
use crate::analysis::{language_of, language_of_text};
use crate::progress::{Event, Progress};
use crate::store::{SourceText, Store};
use std::fs::File;
use std::path::Path;
use std::sync::{Mutex, OnceLock};
use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Memory for the words of a large batch, in bytes.
const LARGE: usize = 48_000_000;
/// Memory for a very large one: fewer pieces, which need less joining.
const HUGE: usize = 320_000_000;
/// Memory for a few texts; the least that the library takes.
const SMALL: usize = 15_000_000;
/// From so many texts on, the pieces of the index are searched beside one another.
const MANY: u32 = 300_000;
/// On so many processors.
const THREADS: usize = 2;
/// A batch larger than this is a large one.
const FEW: u64 = 500;

/// Gives the full texts of sources.
pub trait FullTexts {
    /// What texts can be read with: an index that was made with less is made again.
    fn name(&self) -> &str;

    /// The full text of a source, if it has one that can be read.
    fn of(&self, text: &SourceText) -> Option<String>;
}

impl Index {
    /// Opens the index in `folder`, brought up to date with the review. One that is absent, damaged, of another
    /// format or of other numbers is made again beside it and put in its place.
    ///
    /// # Errors
    /// If it can be neither opened nor made.
    pub fn open(
        folder: &Path,
        store: &Store,
        full: &dyn FullTexts,
        progress: &mut dyn Progress,
    ) -> Result<Index, IndexError> {
        // One program at a time catches up or makes it anew; where files cannot be locked, each trusts to luck.
        let lock = folder.parent().map(|cache| File::create(cache.join("index.lock"))).transpose()?;
        let _locked = lock.as_ref().map(File::lock);
        let wanted = Stamp::of(store, full.name())?;
        if let Some(stamp) = Stamp::read(folder).filter(|stamp| stamp.leads_to(&wanted, store)) {
            match Index::at(folder, &wanted).and_then(|index| index.caught_up(store, (&stamp, &wanted), full, progress))
            {
                Ok(index) => return Ok(index),
                Err(IndexError::Stopped) => return Err(IndexError::Stopped),
                // Damaged: made again below.
                Err(_) => {}
            }
        }
        Index::rebuilt(folder, store, &wanted, full, progress)
    }

    /// Whether nothing was written to the review since the index was opened.
    ///
    /// # Errors
    /// If the review cannot be read.
    pub fn is_current(&self, store: &Store, full: &dyn FullTexts) -> Result<bool, IndexError> {
        Ok(Stamp::of(store, full.name())? == self.stamp)
    }

    fn at(folder: &Path, stamp: &Stamp) -> Result<Index, IndexError> {
        let inner = tantivy::Index::open_in_dir(folder)?;
        Index::with(inner, folder, stamp)
    }

    fn with(mut inner: tantivy::Index, folder: &Path, stamp: &Stamp) -> Result<Index, IndexError> {
        let docs: u32 = inner.searchable_segment_metas()?.iter().map(tantivy::SegmentMeta::num_docs).sum();
        if docs > MANY {
            inner.set_multithread_executor(THREADS)?;
        }
        Schema::register(&inner);
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index {
            inner,
            reader,
            schema: Schema::new(),
            folder: folder.to_owned(),
            stamp: stamp.clone(),
            analyser: Mutex::default(),
            languages: OnceLock::new(),
        })
    }

    fn caught_up(
        self,
        store: &Store,
        (stamp, wanted): (&Stamp, &Stamp),
        full: &dyn FullTexts,
        progress: &mut dyn Progress,
    ) -> Result<Index, IndexError> {
        let changed = if stamp.upto == wanted.upto { 0 } else { store.changed_since(stamp.upto)? };
        if changed > 0 {
            self.add(store, (stamp.upto, changed), full, progress)?;
            self.reader.reload()?;
        }
        if stamp != wanted {
            wanted.write(&self.folder)?;
        }
        Ok(self)
    }

    fn rebuilt(
        folder: &Path,
        store: &Store,
        wanted: &Stamp,
        full: &dyn FullTexts,
        progress: &mut dyn Progress,
    ) -> Result<Index, IndexError> {
        let beside = folder.with_extension("building");
        let _ = std::fs::remove_dir_all(&beside);
        std::fs::create_dir_all(&beside)?;
        let inner = tantivy::Index::create_in_dir(&beside, Schema::new().inner)?;
        let index = Index::with(inner, &beside, wanted)?;
        index.add(store, (0, store.changed_since(0)?), full, progress)?;
        wanted.write(&beside)?;
        drop(index);
        let _ = std::fs::remove_dir_all(folder);
        std::fs::rename(&beside, folder)?;
        Index::at(folder, wanted)
    }

    fn add(
        &self,
        store: &Store,
        (after, changed): (i64, u64),
        full: &dyn FullTexts,
        progress: &mut dyn Progress,
    ) -> Result<(), IndexError> {
        let large = changed > FEW;
        let threads = if large { 2 } else { 1 };
        let memory = match changed {
            ..=FEW => SMALL,
            _ if changed > u64::from(MANY) => HUGE,
            _ => LARGE,
        };
        let mut writer: IndexWriter = self.inner.writer_with_num_threads(threads, memory)?;
        let _ = progress.event(Event::Started { what: "indexing", total: Some(changed) });
        store.texts_since(after, |n, text| {
            let mut batch = Vec::with_capacity(2);
            if after > 0 {
                batch.push(UserOperation::Delete(Term::from_field_u64(self.schema.n, n as u64)));
            }
            if let Some(text) = text {
                batch.push(UserOperation::Add(self.document(&text, full.of(&text))));
            }
            writer.run(batch)?;
            if progress.event(Event::Advanced(1)).is_break() { Err(IndexError::Stopped) } else { Ok(()) }
        })?;
        writer.commit()?;
        if large {
            writer.wait_merging_threads()?;
        }
        let _ = progress.event(Event::Finished);
        Ok(())
    }

    fn document(&self, text: &SourceText, full: Option<String>) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(self.schema.n, text.n as u64);
        let language = language_of(&text.fields);
        let said = text.fields.language.as_deref().unwrap_or_default().to_lowercase();
        document.add_text(self.schema.language, language.map_or(said.trim(), |language| language.code()));
        let laid = lay_out(text);
        for start in laid.starts {
            document.add_u64(self.schema.starts, start);
        }
        document.add_text(self.schema.text, laid.text);
        if let Some(full) = full {
            document.add_text(self.schema.full, laid_alone(language_of_text(&full).or(language), &full));
        }
        document
    }
}
