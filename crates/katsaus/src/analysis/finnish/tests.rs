//! Tests of the Finnish analyser with real words; no other part of the crate is touched.

use super::{keys, stem};

/// Whether two words share a key.
fn meet(one: &str, other: &str) -> bool {
    let others = keys(other);
    keys(one).iter().any(|key| others.contains(key))
}

fn assert_forms(lemma: &str, forms: &str) {
    for form in forms.split_whitespace() {
        assert!(meet(lemma, form), "{lemma} {:?} and {form} {:?} should share a key", keys(lemma), keys(form));
    }
}

#[test]
fn forms_of_one_noun_share_a_key() {
    assert_forms("kuntoutus", "kuntoutuksen kuntoutusta kuntoutuksessa kuntoutukseen kuntoutusten kuntoutuksia");
    assert_forms(
        "asiakas",
        "asiakkaan asiakasta asiakkaalle asiakkaaseen asiakkaiden asiakkaita asiakkaisiin asiakasten",
    );
    assert_forms("työpaikka", "työpaikan työpaikkaa työpaikalla työpaikkojen työpaikoilla työpaikkoihin työpaikkansa");
    assert_forms("kysely", "kyselyn kyselyä kyselyssä kyselyyn kyselyiden kyselyjen kyselyissä");
    assert_forms("hanke", "hankkeen hanketta hankkeessa hankkeeseen hankkeiden hankkeita hankkeisiin hankkeensa");
    assert_forms("mahdollisuus", "mahdollisuuden mahdollisuutta mahdollisuuteen mahdollisuuksien mahdollisuuksia");
    assert_forms("toiminta", "toiminnan toimintaa toiminnassa toimintaan toimintojen");
    assert_forms("tuki", "tuen tukea tuella tukeen tukien tukensa");
    assert_forms("työkyky", "työkyvyn työkykyä työkyvyssä työkykyyn");
    assert_forms("vuosi", "vuoden vuotta vuodessa vuoteen vuosien vuosina vuonna");
    assert_forms("lapsi", "lapsen lasta lapset lasten lapsia lapsille");
    assert_forms("puhelin", "puhelimen puhelinta puhelimessa puhelimet");
    assert_forms("työ", "työn työtä työssä työhön töitä töissä töiden");
}

#[test]
fn forms_of_one_adjective_share_a_key() {
    assert_forms("osatyökykyinen", "osatyökykyisen osatyökykyistä osatyökykyiset osatyökykyisten osatyökykyisille");
    assert_forms("nuori", "nuoren nuorta nuoret nuorten nuoria nuorille nuoriin");
    assert_forms("työtön", "työttömän työtöntä työttömille työttömien työttömiä");
    assert_forms("tärkeä", "tärkeän tärkeää tärkeiden tärkeitä tärkeästi");
    assert_forms("helppo", "helpon helpompi helpommaksi helposti");
    assert_forms("hyvä", "hyvän hyviä hyvien parempi paremmin");
}

#[test]
fn forms_of_one_verb_share_a_key() {
    assert_forms("kehittää", "kehitetään kehitettiin kehittämisessä kehittämiseen kehittäminen");
    assert_forms("osallistua", "osallistuu osallistutaan osallistuvat osallistuminen osallistumalla");
    assert_forms("tutkia", "tutkii tutkitaan tutkittiin tutkimaan tutkiminen");
    assert_forms("tarkastella", "tarkastelee tarkastellaan tarkasteltiin");
    assert_forms("lisätä", "lisätään lisäsi lisäämällä lisää");
    assert_forms("tehdä", "tekee tehdään tekemään teki");
}

#[test]
fn a_compound_goes_with_its_last_part() {
    assert_forms("yhteistyö", "yhteistyön yhteistyössä yhteistyöhön");
    assert_forms("työnantajayhteistyö", "työnantajayhteistyössä työnantajayhteistyötä");
    assert_forms("toimintatapa", "toimintatavan toimintatavat toimintatapoja toimintatavoista");
    assert_forms("nuorisotyöntekijä", "nuorisotyöntekijän nuorisotyöntekijöiden nuorisotyöntekijöitä");
}

#[test]
fn different_words_stay_apart() {
    for (one, other) in [
        ("kuntoutuja", "kuntoutus"),
        ("kuntoutujan", "kuntoutuksen"),
        ("osallistua", "osallistuja"),
        ("este", "estää"),
        ("hanke", "hankkia"),
        ("haaste", "haastaa"),
        ("tieto", "tiede"),
        ("sade", "säde"),
        ("tulo", "tuli"),
        ("lisä", "lisätä"),
        ("opiskelu", "opiskella"),
        ("tutkija", "tutkimus"),
        ("asiakas", "asia"),
        ("työtön", "työ"),
        ("kunta", "kunto"),
        ("palvelu", "palvella"),
    ] {
        assert!(!meet(one, other), "{one} {:?} and {other} {:?} should differ", keys(one), keys(other));
    }
}

#[test]
fn possessives_and_clitics_go() {
    assert_forms("palvelu", "palvelunsa palvelussaan palveluissaankin palveluistamme palvelukin");
    assert_forms("tarve", "tarpeensa tarpeitaan tarpeisiinsa");
    assert_forms("kansa", "kansan kansaa kansojen");
}

#[test]
fn keys_are_few_and_the_first_is_the_stem() {
    for word in ["taloissa", "osallistuvat", "kehittävät", "risteillä", "kuvien"] {
        let found = keys(word);
        assert!((1..=4).contains(&found.len()), "{word} {found:?}");
        assert_eq!(found.first(), Some(&stem(word)));
    }
}

#[test]
fn odd_input_comes_back_as_it_is() {
    for word in ["", "a", "yö", "covid-19", "2024", "e-kirja", "10%", "\u{0}", "🙂🙂🙂🙂🙂", "o'brien"] {
        assert_eq!(keys(word), [word.to_owned()]);
    }
    let long = "ä".repeat(10_000);
    assert_eq!(keys(&long), std::slice::from_ref(&long));
}

#[test]
fn no_input_panics_or_loses_its_key() {
    let pieces = [
        "", "ä", "i", "een", "itse", "nsa", "ssa", "kin", "ö", "ß", "й", "uvu", "töi", "tta", "nen", "isi", "n", "vat",
    ];
    for one in pieces {
        for two in pieces {
            for three in pieces {
                let word = format!("{one}{two}{three}");
                let found = keys(&word);
                assert!(!found.is_empty() && found.iter().all(|key| word.is_empty() || !key.is_empty()), "{word}");
            }
        }
    }
}
