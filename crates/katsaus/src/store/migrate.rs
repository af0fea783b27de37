//! Formats of the review file: which one a file has, and the way from an older to the newest.

use super::StoreError;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// Marks the file as ours: "ktss".
const APPLICATION_ID: i64 = 0x6b74_7373;

/// Numbered migrations. One that was released is never edited; a later one may rewrite projections, never the log.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("../../sql/0001_log_and_projections.sql"),
    include_str!("../../sql/0002_fields_of_the_best_record.sql"),
];

/// Refuses what is no review, or newer than this program. Writes nothing.
pub(super) fn examine(conn: &Connection, path: &Path, migrations: &[&str]) -> Result<u32, StoreError> {
    let read = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let application = read("application_id").map_err(|e| StoreError::open(path, e))?;
    if application != APPLICATION_ID {
        return Err(StoreError::NotAReview { path: path.to_owned() });
    }
    let found = u32::try_from(read("user_version")?).unwrap_or(u32::MAX);
    let newest = migrations.len() as u32;
    if found > newest {
        return Err(StoreError::TooNew { path: path.to_owned(), found, newest });
    }
    Ok(found)
}

/// Brings a file to the newest format, in one transaction, after copying an older one aside.
pub(super) fn upgrade(conn: &mut Connection, path: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found as usize >= migrations.len() {
        return Ok(());
    }
    if found > 0 {
        let copy = before(path, found);
        if !copy.exists() {
            conn.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
        }
    }
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for migration in &migrations[found as usize..] {
        tx.execute_batch(migration)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", migrations.len() as u32)?;
    if found > 0 {
        super::replay::replay(&tx)?;
    }
    tx.commit()?;
    Ok(())
}

/// `review.db` of format 1 is copied to `review.db.format-1` before it is upgraded.
fn before(path: &Path, found: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".format-{found}"));
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_file(dir: &Path, migrations: &[&str]) -> (PathBuf, Connection) {
        let path = dir.join("review.db");
        let mut conn = Connection::open(&path).expect("a new file");
        upgrade(&mut conn, &path, migrations).expect("migrations run");
        (path, conn)
    }

    #[test]
    fn an_older_file_is_copied_before_it_is_upgraded() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = &MIGRATIONS[..1];
        let (path, mut conn) = new_file(dir.path(), first);
        conn.execute("INSERT INTO meta VALUES ('kept', 'yes')", []).expect("a row");
        let later = [MIGRATIONS[0], "CREATE TABLE more (n INTEGER PRIMARY KEY);"];
        assert_eq!(examine(&conn, &path, &later).expect("an older review"), 1);
        upgrade(&mut conn, &path, &later).expect("the second migration runs");
        assert_eq!(examine(&conn, &path, &later).expect("a review"), 2);
        conn.execute("INSERT INTO more VALUES (1)", []).expect("the new table is there");
        let old = Connection::open(before(&path, 1)).expect("the copy");
        let kept: String = old.query_row("SELECT value FROM meta WHERE name = 'kept'", [], |r| r.get(0)).expect("row");
        assert_eq!(kept, "yes");
        assert_eq!(examine(&old, &path, first).expect("the copy is a review of the old format"), 1);
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let later = [MIGRATIONS[0], "CREATE TABLE more (n INTEGER PRIMARY KEY);"];
        let (path, conn) = new_file(dir.path(), &later);
        let error = examine(&conn, &path, &MIGRATIONS[..1]).expect_err("too new");
        assert!(matches!(error, StoreError::TooNew { found: 2, newest: 1, .. }), "{error}");
    }

    #[test]
    fn a_stranger_is_not_a_review() {
        let dir = tempfile::tempdir().expect("a folder");
        let conn = Connection::open(dir.path().join("other.db")).expect("a new file");
        let error = examine(&conn, Path::new("other.db"), MIGRATIONS).expect_err("no review");
        assert!(matches!(error, StoreError::NotAReview { .. }), "{error}");
    }
}
