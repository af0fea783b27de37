//! Two copies of one review on two machines.

use crate::sandbox::Sandbox;

#[test]
fn two_copies_become_the_same_whichever_is_merged_into_which() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "one", "--title", "Test"]).ok();
    sandbox.write("list.csv", "Author;Year;Title\nAble;2001;Job carving\nBaker;2002;Nurses on the ward\n");
    sandbox.run(&["-C", "one", "import", "list.csv"]).ok();
    std::fs::create_dir(sandbox.path("two")).expect("a folder");
    for file in ["review.db", "katsaus.toml"] {
        std::fs::copy(sandbox.path("one").join(file), sandbox.path("two").join(file)).expect("a copy");
    }
    let one = |words: &[&str]| sandbox.run(&[&["-C", "one"], words].concat());
    let two = |words: &[&str]| sandbox.run(&[&["-C", "two", "--as", "ben"], words].concat());
    one(&["codebook", "add", "quality/strong", "--definition", "clear method"]).ok();
    one(&["decide", "include", "able2001", "--note", "ours"]).ok();
    one(&["note", "able2001", "seen at a conference"]).ok();
    one(&["edit", "baker2002", "title=Nurses on a ward"]).ok();
    sandbox.write("paper.txt", "Job carving\n\nAble 2001");
    two(&["attach", "able2001", "paper.txt"]).ok();
    two(&["codebook", "add", "quality/weak"]).ok();
    two(&["decide", "exclude", "able2001"]).ok();
    two(&["edit", "baker2002", "title=Nurses in wards"]).ok();
    let merged = one(&["merge", "two"]).ok();
    assert!(merged.err.contains("Added 4 operations: 4 by ben."), "{}", merged.all());
    assert!(merged.err.contains("Copied 1 file that was missing here"), "{}", merged.all());
    assert!(merged.err.contains("1 thing changed in both copies"), "{}", merged.all());
    two(&["merge", "one"]).ok();
    for words in [
        &["list", "--json"][..],
        &["log", "--json"],
        &["show", "able2001", "--json"],
        &["codebook", "list"],
        &["conflicts", "--json"],
    ] {
        assert_eq!(one(&[&["--as", "ben"], words].concat()).ok().out, two(words).ok().out, "{words:?}");
    }
    assert_eq!(sandbox.read("one/katsaus.toml"), sandbox.read("two/katsaus.toml"));
    assert!(
        sandbox.read("one/katsaus.toml").contains("clear method")
            && sandbox.read("one/katsaus.toml").contains("quality/weak")
    );
    let conflicts = one(&["conflicts"]).ok().out;
    assert!(conflicts.contains("anna: include — ours") && conflicts.contains("ben: exclude"), "{conflicts}");
    assert!(
        conflicts.contains("baker2002  title") && conflicts.contains("Nurses in wards (this shows)"),
        "{conflicts}"
    );
    one(&["edit", "baker2002", "title=Nurses on the ward"]).ok();
    assert!(!one(&["conflicts"]).ok().out.contains("baker2002"));
    assert!(one(&["merge", "two"]).ok().err.contains("holds nothing that is not here"));
    assert_eq!(one(&["check"]).code, 0, "{}", one(&["check"]).all());
    assert!(one(&["search", "--full", "carving"]).ok().out.contains("able2001"), "the index follows");
}

#[test]
fn what_is_no_copy_of_this_review_is_refused_and_nothing_changes() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["init", "other"]).ok();
    let stranger = sandbox.run(&["merge", "other"]);
    assert_eq!(stranger.code, 1, "{}", stranger.all());
    for wrong in ["nowhere", "list.csv", "."] {
        let run = sandbox.run(&["merge", wrong]);
        assert!(run.code == 1 && !run.err.contains("panicked"), "{wrong}: {}", run.all());
    }
    assert_eq!(sandbox.run(&["log", "--json"]).ok().out.lines().count(), 2);
}
