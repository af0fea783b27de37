//! Programs that are killed, and two at once.

use crate::sandbox::Sandbox;
use std::process::Stdio;

/// A child that writes is killed at many moments: what it said it had done is there, and nothing is half there.
#[test]
fn kill_loses_nothing_that_was_acknowledged_and_leaves_nothing_half() {
    let sandbox = Sandbox::with_list();
    let mut seed = 20_261_124u64;
    let (mut acknowledged, mut while_writing) = (0usize, 0usize);
    // Moments are shares of how long the program takes here, so that they fall on all it does on any machine.
    let begun = std::time::Instant::now();
    sandbox.run(&["note", "bond2004", "before all"]).ok();
    let whole = begun.elapsed().as_micros() as u64 * 5 / 4;
    // Left behind by a program that was killed between beginning its operation and being done with it.
    let writer = sandbox.path("cache/writer");
    for round in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let note = format!("note {round}");
        let mut child = sandbox
            .command(&["note", "bond2004", &note])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let until = std::time::Instant::now() + std::time::Duration::from_micros((seed >> 33) % whole);
        while std::time::Instant::now() < until {
            std::hint::spin_loop();
        }
        let _ = child.kill();
        let output = child.wait_with_output().expect("the program ends");
        let said = String::from_utf8_lossy(&output.stderr).contains("Noted on");
        acknowledged += usize::from(said);
        while_writing += usize::from(std::fs::remove_file(&writer).is_ok());
        if said {
            let shown = sandbox.run(&["show", "bond2004"]).ok().out;
            assert!(shown.contains(&format!("{note}\n")), "`{note}` was acknowledged and is gone");
        }
    }
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.all());
    let notes = sandbox.run(&["show", "bond2004"]).ok().out.matches("Note ").count();
    assert!(notes >= acknowledged, "{notes} notes, {acknowledged} acknowledged");
    assert!(while_writing > 0 && acknowledged > 0, "{while_writing} killed while writing, {acknowledged} acknowledged");
}

#[test]
fn an_import_that_is_killed_is_there_or_not() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    let rows: String =
        (0..3000).map(|n| format!("Author{n}, A.;{};A title of text number {n}\n", 1980 + n % 40)).collect();
    sandbox.write("long.csv", &format!("Authors;Year;Title\n{rows}"));
    for n in 0..12u64 {
        let mut child = sandbox
            .command(&["import", "long.csv"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let until = std::time::Instant::now() + std::time::Duration::from_millis(20 * n);
        while std::time::Instant::now() < until {
            std::hint::spin_loop();
        }
        let _ = child.kill();
        let _ = child.wait();
        let count = sandbox.run(&["list", "--json"]).ok().out.lines().count();
        assert!(count == 0 || count == 3000, "{count} of 3000");
        assert_eq!(sandbox.run(&["check"]).code, 0);
    }
}

#[test]
fn two_at_once_wait_for_each_other() {
    let sandbox = Sandbox::with_list();
    let mut children: Vec<_> = (0..8)
        .map(|n| {
            let note = format!("from {n}");
            let mut command = sandbox.command(&["note", "bond2004", &note]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
        })
        .collect();
    for child in &mut children {
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(sandbox.run(&["show", "bond2004"]).ok().out.matches("Note ").count(), 8);
}

/// A review file that was spoilt is put aside, never thrown away, and a backup takes its place.
#[test]
fn a_backup_takes_the_place_of_a_file_that_cannot_be_read() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["backup", "copy.db"]).ok();
    let review = sandbox.path("review.db");
    for spoilt in ["this is no database", ""] {
        std::fs::write(&review, spoilt).expect("a file");
        let run = sandbox.run(&["list"]);
        assert!(run.code != 0 && run.err.contains("review.db") && run.err.contains("restore"), "{}", run.all());
        let run = sandbox.run(&["restore", "copy.db", "-y"]);
        assert!(run.code == 0 && run.err.contains("review.db.damaged"), "{}", run.all());
        assert!(sandbox.run(&["list"]).ok().out.contains("bond2004"));
        assert_eq!(sandbox.run(&["check"]).code, 0);
    }
    assert_eq!(std::fs::read_to_string(sandbox.path("review.db.damaged")).expect("kept"), "this is no database");
}

/// A review file that is gone comes back from a backup, and the protocol with it.
#[test]
fn a_backup_takes_the_place_of_a_file_that_is_missing() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["backup", "copy.db"]).ok();
    let protocol = std::fs::read_to_string(sandbox.path("katsaus.toml")).expect("a protocol");
    for lost in [&["review.db"] as &[&str], &["review.db", "katsaus.toml"]] {
        for file in lost {
            std::fs::remove_file(sandbox.path(file)).expect("removed");
        }
        // What another file's writer left behind must not be written into this one.
        std::fs::write(sandbox.path("review.db-wal"), "left behind").expect("a file");
        let run = sandbox.run(&["list"]);
        assert_eq!((run.code, run.err.contains("restore FILE")), (1, lost.len() == 1), "{}", run.all());
        let folder: &[&str] = if lost.len() == 1 { &[] } else { &["-C", "."] };
        let run = sandbox.run(&[folder, &["restore", "copy.db"]].concat());
        assert_eq!(run.code, 0, "{}", run.all());
        assert!(sandbox.run(&["list"]).ok().out.contains("bond2004"));
        assert_eq!(std::fs::read_to_string(sandbox.path("katsaus.toml")).expect("a protocol"), protocol);
        assert_eq!(sandbox.run(&["check"]).code, 0);
    }
}

/// Two programs that write at the same time: each reads anew if the other was first, and nothing is lost.
#[test]
fn two_that_write_at_once_both_write() {
    let sandbox = Sandbox::with_list();
    for round in 0..6 {
        let children: Vec<_> = (0..4)
            .map(|n| {
                let code = format!("theme/code-{round}-{n}");
                let mut command = sandbox.command(&["codebook", "add", &code]);
                command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().expect("the program ends");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let list = sandbox.run(&["codebook", "list"]).ok().out;
    assert_eq!(list.matches("theme/code-").count(), 24, "{list}");
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

/// Imports make a backup first; several at once must not fall over each other's.
#[test]
fn several_that_import_at_once_all_import() {
    let sandbox = Sandbox::with_list();
    for n in 0..6 {
        let rows: String = (0..20).map(|row| format!("Author{n}, A.;{};Title {row} of {n}\n", 1990 + row)).collect();
        sandbox.write(&format!("list{n}.csv"), &format!("Authors;Year;Title\n{rows}"));
    }
    let children: Vec<_> = (0..6)
        .map(|n| {
            let mut command = sandbox.command(&["import", &format!("list{n}.csv")]);
            // All in one second, as those of one person are.
            command.env("KATSAUS_NOW", "2026-01-02T05:00:00Z");
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let run = sandbox.run(&["check"]);
    assert!(run.code == 0 && run.all().contains("126 records"), "{}", run.all());
}
