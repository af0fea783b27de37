//! Titles taken apart and compared. They must not need a whole record.

use super::*;

fn like(a: &str, b: &str) -> Likeness {
    likeness(&Title::of(a).expect("a title"), &Title::of(b).expect("a title"))
}

#[test]
fn what_databases_hang_on_to_a_title_is_not_the_title() {
    for written in [
        "Job carving at work",
        "Job carving at work [Review] [33 refs]",
        "Job carving at work [Erratum appears in J Work. 2009;3:1]",
        "RETRACTED: Job carving at work",
    ] {
        let titles = titles(written, None);
        assert_eq!(titles.main.expect("a title").text.as_ref(), "job carving at work", "{written}");
        assert_eq!(titles.kind, None, "{written}");
    }
}

#[test]
fn a_title_that_says_where_another_text_is_corrects_it() {
    for written in [
        "Job carving at work (vol 360, pg 544, 2009)",
        "Job carving at work (Journal of Work (2009) 360 (542-544))",
        "Erratum: Job carving at work (Journal of Work (March 2009) (vol 3))",
    ] {
        let titles = titles(written, None);
        assert_eq!(titles.kind, Some(Kind::Erratum), "{written}");
        assert!(titles.main.expect("a title").text.starts_with("job carving at work"), "{written}");
    }
    assert_eq!(titles("Work in Finland (1990-2010)", None).kind, None);
}

#[test]
fn a_translation_in_brackets_is_a_second_title() {
    let titles = titles("Työhönvalmennus ja työnantajat tänään [Job coaching and employers]", None);
    assert_eq!(titles.main.expect("a title").text.as_ref(), "tyohonvalmennus ja tyonantajat tanaan");
    assert_eq!(titles.second.expect("another").text.as_ref(), "job coaching and employers");
}

#[test]
fn titles_are_alike_but_for_letters_and_small_words() {
    let a = "Employer perspectives on hiring people with disabilities";
    assert_eq!(like(a, "Employers' perspective on the hiring of people with disabilities").degree, Degree::Near);
    assert_eq!(like(a, "Employer perspectives on hiring people with disabilities: a survey").degree, Degree::Part);
    assert_eq!(like(a, "Employer perspectives on hiring people with criminal records").degree, Degree::Different);
}

#[test]
fn numbers_and_opposites_are_seen() {
    assert!(like("Coping at work. Part I", "Coping at work. Part II").numbers_differ);
    assert!(like("A phase 2 trial of job coaching", "A phase 3 trial of job coaching").numbers_differ);
    assert!(!like("A phase 2 trial of job coaching", "Phase II trial of job coaching").numbers_differ);
    assert!(like("Job strain in men of working age", "Job strain in women of working age").opposed);
    assert!(!like("Job strain in men", "Job strain in man").opposed);
    assert!(like("Employer attitudes to job sharing", "Employee attitudes to job sharing").opposed);
    assert!(like("Arterial hypertension at work", "Arterial hypotension at work").opposed);
    assert!(!like("Employer attitudes to job sharing", "Employers attitudes to job sharing").opposed);
}
