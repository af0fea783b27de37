//! Queries read, printed and refused.

use super::field::field_names;
use super::*;

fn groups() -> Vec<String> {
    vec!["framework".to_owned(), "kind".to_owned()]
}

#[track_caller]
fn reads(query: &str, printed: &str) {
    let query = parse(query, &groups()).expect("a query");
    assert_eq!(query.node.to_string(), printed);
    let again = parse(printed, &groups()).expect("what is printed is a query");
    assert_eq!(again.node, query.node, "printed and read again");
}

#[track_caller]
fn fails(query: &str, from: usize, message: &str) {
    let error = parse(query, &groups()).expect_err("no query");
    assert_eq!((error.span.from, error.message.as_str()), (from, message));
}

#[test]
fn not_binds_before_and_and_before_or() {
    reads("a b OR c", "(a AND b) OR c");
    reads("(aa OR bb) AND cc AND NOT dd", "(aa OR bb) AND cc AND NOT dd");
    reads("a OR NOT b c", "a OR (NOT b AND c)");
    reads("not:a -b", "NOT a AND NOT b");
    reads("", "*");
}

#[test]
fn fields_phrases_and_truncation() {
    reads(
        "\"dual customer\" AND employ* framework:demand-side year:1998..2010 -status:excluded author:luecking",
        "\"dual customer\" AND employ* AND tag:framework/demand-side AND year:1998..2010 AND NOT status:excluded AND author:luecking",
    );
    reads("title:(job OR work*)", "title:job OR title:work*");
    reads("“return to work”", "\"return to work\"");
    reads("ti:\"supported employ*\"", "title:\"supported employ*\"");
    reads("year:2008 year:..2010 year:1999..", "year:2008 AND year:..2010 AND year:1999..");
    reads("topic:aims:inclusion missing:topic:aims", "topic:aims:inclusion AND NOT topic:aims");
    reads("framework:(supply-side OR support-side)", "tag:framework/supply-side OR tag:framework/support-side");
    reads("missing:abstract has:framework", "NOT has:abstract AND tag:framework");
    reads("dual-customer", "\"dual customer\"");
}

#[test]
fn no_code_group_can_be_called_like_a_field() {
    for name in field_names() {
        assert!(katsaus_model::CodeGroup::is_reserved(name), "{name}");
    }
}

#[test]
fn no_query_can_exhaust_the_stack() {
    for part in ["-", "NOT ", "title:", "(", "title:-"] {
        let text = part.repeat(5000) + "word";
        let error = parse(&text, &[]).expect_err("too deep");
        assert!(error.message.starts_with("more than 200"), "{}", error.message);
    }
}

#[test]
fn errors_point_at_their_place() {
    fails("framework:()", 10, "there is nothing between these parentheses");
    fails("a AND (b OR c", 6, "this parenthesis is not closed");
    fails("a) b", 1, "this parenthesis closes nothing");
    fails("a \"b c", 2, "this quotation mark is not closed");
    fails("a AND", 2, "nothing stands after AND");
    fails("OR b", 0, "nothing stands before OR");
    fails("*work", 0, "`*work` cannot be searched: nothing is known of how the word begins");
    fails("titel:work", 0, "there is no field `titel`");
    fails("year:soon", 0, "`soon` is no year");
    fails("status:done", 0, "`done` is no status");
    fails("()", 1, "there is nothing between these parentheses");
    assert!(parse(&format!("{}a", "(".repeat(5000)), &[]).is_err());
}

#[test]
fn arguments_with_blanks_are_phrases_beside_others() {
    let arguments = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let read = |words: &[&str]| parse_arguments(&arguments(words), &[]).expect("a query").node.to_string();
    assert_eq!(read(&["supported employment"]), "supported AND employment");
    assert_eq!(read(&["supported employment", "work"]), "\"supported employment\" AND work");
    assert_eq!(plain_words("Why? (not) title:x").node.to_string(), "title OR x");
    assert_eq!(plain_words("What is the").node.to_string(), "what OR is OR the");
}

#[test]
fn wildcards_fuzzy_words_and_nearness() {
    reads("wom?n colo#r behavio*r", "wom?n AND colo#r AND behavio*r");
    reads("employr~1 OR employr~", "employr~1 OR employr~1");
    reads("\"supported employ* plac?ment\"", "\"supported employ* plac?ment\"");
    reads("dual NEAR/3 customer* PRE/0 model", "dual NEAR/3 customer* PRE/0 model");
    reads("(dual OR double) near/3 (a PRE/1 \"b c\")", "(dual OR double) NEAR/3 (a PRE/1 \"b c\")");
    reads("NOT a NEAR/2 b c", "NOT a NEAR/2 b AND c");
    reads("ti:(work NEAR/5 employer)", "title:work NEAR/5 title:employer");
    reads("co-operation* employer's", "\"co operation*\" AND \"employer s\"");
    reads("‘dual customer’ 'job carving' don't", "\"dual customer\" AND \"job carving\" AND \"don t\"");
}

#[test]
fn fields_that_take_values() {
    reads("year:(2008 OR 2010) tiab:work ft:method", "(year:2008 OR year:2010) AND tiab:work AND fulltext:method");
    reads("added:2026-01.. added:2026 round:2", "added:2026-01.. AND added:2026 AND round:2");
    reads("reason:wrong-type retrieval:Not_Retrieved", "reason:wrong-type AND retrieval:not-retrieved");
    reads("similar:bond2004 cites:bond2004 decided-by:anna", "similar:bond2004 AND cites:bond2004 AND decided-by:anna");
    reads("concept:employer NEAR/3 @mine ti:(concept:work)", "concept:employer NEAR/3 @mine AND title:concept:work");
    reads("has:fulltext missing:full-text", "has:fulltext AND NOT has:fulltext");
}

#[test]
fn what_can_go_wrong_is_told_where_it_is() {
    fails("AND NOT", 0, "nothing stands before AND");
    fails("a AND NOT", 6, "nothing stands after NOT");
    fails("a NOT AND b", 2, "nothing stands after NOT");
    fails("a AND OR b", 2, "nothing stands after AND");
    fails("a NEAR b", 2, "how near NEAR is must be said");
    fails("a NEAR/900 b", 2, "NEAR reaches over at most 255 words");
    fails("a NEAR/3 year:2008", 9, "only words, phrases and alternatives can stand near something");
    fails("a NEAR/3 (b c)", 9, "only words, phrases and alternatives can stand near something");
    fails("a NEAR/3 NOT b", 9, "NOT cannot stand here");
    fails("?mployer", 0, "`?mployer` cannot be searched: nothing is known of how the word begins");
    fails("\"the *work\"", 0, "`*work` cannot be searched: nothing is known of how the word begins");
}

#[test]
fn habits_from_other_databases_are_told_of() {
    let notes = |query: &str| parse(query, &[]).expect("a query").notes;
    assert_eq!(notes("work and employer").len(), 1);
    assert!(notes("work N3 employer")[0].contains("NEAR/3"));
    assert!(notes("work ADJ3 employer")[0].contains("NEAR/2"));
    assert!(notes("work W3 employer")[0].contains("PRE/3"));
    assert!(notes("what works?")[0].contains("question mark"));
    assert!(notes("\"does it work?\"")[0].contains("question mark"));
    assert!(notes("(work NEAR/3 employer) AND NOT child").is_empty());
}

#[test]
fn long_queries_are_read_at_once() {
    let many = (0..10_000).map(|n| format!("term{n}")).collect::<Vec<_>>().join(" OR ");
    match parse(&many, &[]).expect("a query").node.part {
        Part::Or(nodes) => assert_eq!(nodes.len(), 10_000),
        other => panic!("{other}"),
    }
    let near = (0..5_000).map(|n| format!("t{n}")).collect::<Vec<_>>().join(" NEAR/1 ");
    assert!(parse(&near, &[]).is_err());
    assert!(parse(&format!("topic:{}", "a:".repeat(5_000)), &[]).is_err());
}
