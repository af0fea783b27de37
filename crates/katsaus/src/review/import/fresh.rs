//! A file that is new: each row a Record, each Record a Source, but for one text on several sheets.

use super::entries::Screeners;
use super::names::NewNames;
use super::{ImportRequest, Imported, pair};
use crate::dedup::Card;
use crate::progress::{Event, Progress};
use crate::review::dedup::Matcher;
use crate::review::{Act, Review, ReviewError, protocol_file};
use crate::store::{StoreError, Tx};
use crate::wire;
use katsaus_formats::any::TABLES;
use katsaus_formats::found::Found;
use katsaus_formats::repair::repair;
use katsaus_formats::sheet::{Book, BookError, Plan, RowPlan, SheetPlan, apply};
use katsaus_model::{Change, Diagnostic, Identity, Import, Protocol, Record, SearchKind, base_key, free_key};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

/// Diagnostics that are kept one by one.
const KEPT: usize = 1000;

impl Review {
    /// Where verdicts of a sheet count: `Kierros 2` is the protocol's second stage, if it has one.
    pub(super) fn row_plan(&self, importer: &str, sheet: &mut SheetPlan) -> RowPlan {
        if let Some(round) = sheet.stage.as_deref().and_then(|stage| stage.strip_prefix("round-"))
            && let Ok(number @ 1..) = round.parse::<usize>()
            && let Some((stage, _)) = self.protocol.stages.get(number - 1)
        {
            sheet.stage = Some(stage.clone());
        }
        RowPlan {
            importer: importer.to_owned(),
            stage: self.protocol.last_stage().to_owned(),
            reviewers: reviewers(&self.protocol),
        }
    }

    pub(super) fn import_new(
        &mut self,
        act: &Act,
        request: &ImportRequest<'_>,
        sha256: &str,
        book: &mut Book,
        mut plan: Plan,
        progress: &mut dyn Progress,
    ) -> Result<Imported, ReviewError> {
        let row_plans: Vec<RowPlan> = plan.sheets.iter_mut().map(|sheet| self.row_plan(&act.by, sheet)).collect();
        let followed = plan.clone();
        self.write_import(act, request, sha256, plan, &mut |rows| {
            let total = followed.sheets.iter().map(|sheet| sheet.rows).sum();
            let _ = progress.event(Event::Started { what: "importing", total: Some(total) });
            for (sheet, row_plan) in followed.sheets.iter().zip(&row_plans) {
                let kind = if sheet.origin.is_some() { SearchKind::Citation } else { SearchKind::NotRecorded };
                let read = apply(book, sheet, row_plan, &mut |found| {
                    if progress.event(Event::Advanced(1)).is_break() {
                        rows.failed = Some(ReviewError::Stopped);
                        return ControlFlow::Break(());
                    }
                    rows.row(found, kind)
                });
                if let Some(error) = rows.failed.take() {
                    return Err(error);
                }
                read.map_err(|source: BookError| ReviewError::Sheet { name: request.name.clone(), source })?;
            }
            let _ = progress.event(Event::Finished);
            Ok(())
        })
    }

    /// Writes a new import as one operation: whatever `fill` puts into the rows, the names and searches that these need,
    /// and how the sheets were read.
    pub(super) fn write_import(
        &mut self,
        act: &Act,
        request: &ImportRequest<'_>,
        sha256: &str,
        plan: Plan,
        fill: &mut dyn FnMut(&mut Rows<'_, '_, '_>) -> Result<(), ReviewError>,
    ) -> Result<Imported, ReviewError> {
        self.backup_before(act)?;
        let before = self.store.source_count()? as u64;
        let found_in = self.found_in(request)?;
        let search = found_in.as_ref().map(|(id, _)| id.clone());
        let searches = self.store.searches()?.into_iter().map(|(id, _)| id).collect();
        let protocol = self.protocol.clone();
        let mut names = NewNames::new(&protocol, self.store.names()?, searches);
        names.plan(&plan);
        let own_table = TABLES.contains(&plan.format.as_str()) && found_in.is_none();
        let matcher = if request.dedup { Some(self.matcher(own_table)?) } else { None };
        let mut tx = self.store.begin()?;
        tx.announce(&act.who);
        let texts = pair::Texts::of(plan.sheets.len());
        let screeners = Screeners::of(&protocol, &act.by);
        let mut rows = Rows::new(&mut tx, sha256, &mut names, texts, search.clone(), screeners, request.repair);
        rows.matcher = matcher;
        fill(&mut rows)?;
        let (diagnostics, faults) = (std::mem::take(&mut rows.diagnostics), rows.faults);
        let (judged, matched) = rows.matcher.take().map(Matcher::finish).unwrap_or_default();

        names.mapping(&plan);
        let (codes, topics) = (std::mem::take(&mut names.codes), std::mem::take(&mut names.topics));
        let (changes, edits) = names.finish();
        let (records, digest) = tx.records();
        tx.change(Change::Import(Import {
            name: request.name.clone(),
            sha256: sha256.to_owned(),
            copy: 0,
            format: plan.format.clone(),
            found_in: search,
            round: None,
            updates: None,
            records,
            seen_again: 0,
            digest,
            plan: plan_json(request, &plan),
        }));
        for change in changes.into_iter().chain(found_in.and_then(|(_, change)| change)).chain(judged) {
            tx.change(change);
        }
        let text = protocol_file::edited(&self.text, &self.file, &edits)?;
        for change in text.iter().flat_map(|(changes, _)| changes.clone()) {
            tx.change(change);
        }
        let done = tx.commit(act.now, &act.by, &format!("import {}", request.name))?;
        self.after_commit(text.map(|(_, text)| text))?;
        let sources = (before, self.store.source_count()? as u64);
        let op = done.map(|done| done.id);
        Ok(Imported { op, plan, records, sources, diagnostics, faults, codes, topics, matched })
    }

    /// The search that the file came from: its identifier, and its record if it is new.
    pub(super) fn found_in(
        &self,
        request: &ImportRequest<'_>,
    ) -> Result<Option<(String, Option<Change>)>, ReviewError> {
        let Some(typed) = &request.found_in else { return Ok(None) };
        if let Some(id) = self.search_id(typed)? {
            return Ok(Some((id, None)));
        }
        let search = Review::bare_search(typed);
        let id = self.new_search_id(&search)?;
        Ok(Some((id.clone(), Some(Change::Search { id, search: Some(search) }))))
    }
}

/// Identifiers of reviewers, by each name they go by, normalised.
pub(super) fn reviewers(protocol: &Protocol) -> BTreeMap<String, String> {
    let mut reviewers = BTreeMap::new();
    for (id, reviewer) in &protocol.reviewers {
        let first = reviewer.name.split(' ').next().unwrap_or_default();
        for name in [id, &reviewer.name, first].into_iter().chain(reviewer.aliases.iter().map(String::as_str)) {
            reviewers.entry(katsaus_model::text::normalise(name)).or_insert_with(|| id.clone());
        }
    }
    reviewers
}

/// The plan as the log keeps it: one JSON array.
pub(super) fn plan_json(request: &ImportRequest<'_>, plan: &Plan) -> String {
    let sheets: Vec<_> = plan.sheets.iter().map(|sheet| wire::v1::sheet_plan(&request.name, plan, sheet)).collect();
    serde_json::to_string(&sheets).unwrap_or_default()
}

/// Rows on their way into one import.
pub(super) struct Rows<'a, 'tx, 'n> {
    pub(super) tx: &'a mut Tx<'tx>,
    pub(super) sha256: &'a str,
    pub(super) names: &'a mut NewNames<'n>,
    pub(super) keys: Keys,
    pub(super) texts: pair::Texts,
    pub(super) found_in: Option<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) faults: u64,
    /// Keys that were given, the first thousand.
    pub(super) given: Vec<String>,
    pub(super) failed: Option<ReviewError>,
    screeners: Screeners,
    /// Whether text that a wrong encoding spoilt is repaired.
    repair: bool,
    /// Hears of each record, if new ones are matched with the review's.
    pub(super) matcher: Option<Matcher>,
}

impl<'a, 'tx, 'n> Rows<'a, 'tx, 'n> {
    pub(super) fn new(
        tx: &'a mut Tx<'tx>,
        sha256: &'a str,
        names: &'a mut NewNames<'n>,
        texts: pair::Texts,
        found_in: Option<String>,
        screeners: Screeners,
        repair: bool,
    ) -> Rows<'a, 'tx, 'n> {
        let (diagnostics, given) = (Vec::new(), Vec::new());
        let keys = Keys::default();
        Rows {
            tx,
            sha256,
            names,
            keys,
            texts,
            found_in,
            diagnostics,
            faults: 0,
            given,
            failed: None,
            screeners,
            repair,
            matcher: None,
        }
    }

    /// Keeps what was found wrong, the first thousand.
    pub(super) fn report(&mut self, diagnostics: Vec<Diagnostic>) {
        self.faults += diagnostics.len() as u64;
        let room = KEPT.saturating_sub(self.diagnostics.len());
        self.diagnostics.extend(diagnostics.into_iter().take(room));
    }

    pub(super) fn row(&mut self, applied: Found, kind: SearchKind) -> ControlFlow<()> {
        match self.record(applied, kind) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error.into());
                ControlFlow::Break(())
            }
        }
    }

    fn record(&mut self, mut found: Found, kind: SearchKind) -> Result<(), StoreError> {
        if self.repair {
            repair(&mut found);
        }
        self.screeners.take(&mut found);
        let Found { place, mut content, diagnostics, codes, reasons, searches } = found;
        self.report(diagnostics);
        self.names.codes(&codes);
        self.names.reasons(&reasons);
        self.names.searches(&searches, kind);
        self.names.identify(&mut content.brought);
        content.brought.origins.extend(self.found_in.clone());
        content.key = self.keys.next(self.tx, &content.fields)?;
        if self.given.len() < KEPT {
            self.given.push(content.key.clone());
        }
        let id: Identity = Record::identity(self.sha256, &place);
        content.brought.same_as.extend(self.texts.on_another_sheet(&place, id, &content.fields));
        if let Some(matcher) = &mut self.matcher {
            matcher.add(id, &place, Card::of(&content.fields), &content.brought.same_as);
        }
        self.tx.record(&Record { id, place, content })
    }
}

/// Keys for many texts: the next letter of each beginning is remembered.
#[derive(Default)]
pub(super) struct Keys {
    next: HashMap<String, String>,
}

impl Keys {
    pub(super) fn next(&mut self, tx: &Tx<'_>, fields: &katsaus_model::Fields) -> Result<String, StoreError> {
        let base = base_key(fields);
        let mut failed = None;
        let last = self.next.get(&base).cloned();
        let mut passed = last.is_none();
        let key = free_key(&base, |key| {
            // Letters up to the last one given are not asked for again.
            if !passed {
                passed = last.as_deref() == Some(key);
                return true;
            }
            tx.key_is_taken(key).unwrap_or_else(|error| {
                failed = Some(error);
                false
            })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        self.next.insert(base, key.clone());
        Ok(key)
    }
}
