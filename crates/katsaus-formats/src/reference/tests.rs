//! References in the styles that people use, and the fields that must be read out of them.
//!
//! It must not reach past `reference`: how it comes to its answer is free to change.

use super::*;
use katsaus_model::Field;

/// Compares the named fields; an empty value means that the field is absent.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let fields = reference(text);
    for (name, value) in expected {
        let field = Field::parse(name).expect("a field's name");
        assert_eq!(fields.get(field), *value, "{name} of {text}\n{fields:#?}");
    }
}

#[test]
fn apa() {
    check(
        "Luecking, R. G., Fabian, E. S., & Tilson, G. P. (2004). Working relationships: Creating career \
         opportunities for job seekers. Baltimore, MD: Paul H. Brookes Publishing.",
        &[
            ("authors", "Luecking, R. G.; Fabian, E. S.; Tilson, G. P."),
            ("year", "2004"),
            ("title", "Working relationships: Creating career opportunities for job seekers"),
            ("publisher_place", "Baltimore, MD"),
            ("publisher", "Paul H. Brookes Publishing"),
            ("type", "book"),
        ],
    );
    check(
        "Bezyak, J., Moser, E., & Chan, F. (2020). Disability inclusion strategies: An exploratory study. Journal \
         of Vocational Rehabilitation, 53(2), 183–188. https://doi.org/10.3233/JVR-201095",
        &[
            ("authors", "Bezyak, J.; Moser, E.; Chan, F."),
            ("title", "Disability inclusion strategies: An exploratory study"),
            ("container", "Journal of Vocational Rehabilitation"),
            ("volume", "53"),
            ("issue", "2"),
            ("pages", "183-188"),
            ("doi", "10.3233/jvr-201095"),
            ("url", ""),
            ("date", ""),
            ("type", "article-journal"),
        ],
    );
    check(
        "Smith, J. (2019, May 3). Why don't employers hire? Work, 12, 45–67.",
        &[
            ("year", "2019"),
            ("date", "2019, May 3"),
            ("title", "Why don't employers hire?"),
            ("container", "Work"),
            ("volume", "12"),
            ("pages", "45-67"),
        ],
    );
    check(
        "Doe, A. (n.d.). About us. Retrieved May 3, 2020, from https://example.org/about.",
        &[
            ("authors", "Doe, A."),
            ("year", ""),
            ("date", "n.d."),
            ("title", "About us"),
            ("url", "https://example.org/about"),
        ],
    );
}

#[test]
fn chapters() {
    check(
        "Chan, F., & Bezyak, J. (2009a). Employers' perspectives. In M. Feuerstein & J. Doe (Eds.), Work and cancer \
         survivors (pp. 73–89). Springer.",
        &[
            ("year", "2009"),
            ("date", "2009a"),
            ("title", "Employers' perspectives"),
            ("editors", "Feuerstein, M.; Doe, J."),
            ("container", "Work and cancer survivors"),
            ("pages", "73-89"),
            ("publisher", "Springer"),
            ("type", "chapter"),
        ],
    );
    check(
        "Virtanen, Matti (2012) Työ ja osallisuus. Teoksessa Anna Korhonen & Pekka Laine (toim.) Työelämän muutos. \
         Helsinki: Gaudeamus, 45–67.",
        &[
            ("authors", "Virtanen, Matti"),
            ("title", "Työ ja osallisuus"),
            ("editors", "Korhonen, Anna; Laine, Pekka"),
            ("container", "Työelämän muutos"),
            ("publisher_place", "Helsinki"),
            ("publisher", "Gaudeamus"),
            ("pages", "45-67"),
            ("type", "chapter"),
        ],
    );
    check(
        "Gustafsson, J. (2015). Arbetsgivares syn. I: B. Danermark (red.), Arbete för alla (s. 101–120). Lund: \
         Studentlitteratur.",
        &[
            ("title", "Arbetsgivares syn"),
            ("editors", "Danermark, B."),
            ("container", "Arbete för alla"),
            ("pages", "101-120"),
            ("publisher_place", "Lund"),
            ("publisher", "Studentlitteratur"),
            ("type", "chapter"),
        ],
    );
    check(
        "A. Aggarwal, B. Alpern, A. K. Chandra, and M. Snil. A model for hierarchical memory. In Proceedings of the \
         Nineteenth Annual ACM Symposium on Theory of Computing, pages 305-313, 1987.",
        &[
            ("authors", "Aggarwal, A.; Alpern, B.; Chandra, A. K.; Snil, M."),
            ("year", "1987"),
            ("title", "A model for hierarchical memory"),
            ("container", "Proceedings of the Nineteenth Annual ACM Symposium on Theory of Computing"),
            ("pages", "305-313"),
            ("type", "paper-conference"),
        ],
    );
}

#[test]
fn vancouver() {
    check(
        "Smith J, Doe A. Return to work after stroke. J Occup Rehabil. 2008;12(3):45-67.",
        &[
            ("authors", "Smith, J; Doe, A"),
            ("year", "2008"),
            ("title", "Return to work after stroke"),
            ("container", "J Occup Rehabil"),
            ("volume", "12"),
            ("issue", "3"),
            ("pages", "45-67"),
        ],
    );
    check(
        "12. Corrigan PW, Mueser KT, Bond GR, et al. Treatment of hepatitis C. Lancet. 2010 May;375:e12. \
         doi: 10.1016/S0140-6736(10)60001-2. PMID: 12345678.",
        &[
            ("authors", "Corrigan, PW; Mueser, KT; Bond, GR"),
            ("year", "2010"),
            ("date", "2010 May"),
            ("title", "Treatment of hepatitis C"),
            ("container", "Lancet"),
            ("volume", "375"),
            ("pages", "e12"),
            ("doi", "10.1016/s0140-6736(10)60001-2"),
            ("pmid", "12345678"),
        ],
    );
    check(
        "Korhonen L, Laine P. Osatyökykyiset työssä. Miten onnistua? Suomen Lääkärilehti 2019;74(5):345–50.",
        &[
            ("authors", "Korhonen, L; Laine, P"),
            ("title", "Osatyökykyiset työssä. Miten onnistua?"),
            ("year", "2019"),
            ("container", "Suomen Lääkärilehti"),
            ("volume", "74"),
            ("issue", "5"),
            ("pages", "345-50"),
        ],
    );
}

#[test]
fn finnish() {
    check(
        "Tekijä, Etu (2019) Otsikko tässä. Yhteiskuntapolitiikka 84 (3), 45–67.",
        &[
            ("authors", "Tekijä, Etu"),
            ("year", "2019"),
            ("title", "Otsikko tässä"),
            ("container", "Yhteiskuntapolitiikka"),
            ("volume", "84"),
            ("issue", "3"),
            ("pages", "45-67"),
        ],
    );
    check(
        "Ala-Kauhaluoma, M. ja Härkäpää, K. 2006. Yksityisen palvelusektorin työnantajat heikossa asemassa olevien \
         työllistäjinä. Työpoliittinen tutkimus. Helsinki: Työministeriö.",
        &[
            ("authors", "Ala-Kauhaluoma, M.; Härkäpää, K."),
            ("year", "2006"),
            ("publisher_place", "Helsinki"),
            ("publisher", "Työministeriö"),
        ],
    );
    check(
        "Sosiaali- ja terveysministeriö (2019) Työkykyohjelma. Sosiaali- ja terveysministeriön raportteja ja \
         muistioita 2019:12. Saatavilla: http://urn.fi/URN:ISBN:978-952-00-4095-1. Viitattu 3.2.2020.",
        &[
            ("authors", "Sosiaali- ja terveysministeriö"),
            ("year", "2019"),
            ("title", "Työkykyohjelma"),
            ("series", "Sosiaali- ja terveysministeriön raportteja ja muistioita 2019:12"),
            ("urn", "URN:ISBN:978-952-00-4095-1"),
            ("isbn", "978-952-00-4095-1"),
            ("url", "http://urn.fi/URN:ISBN:978-952-00-4095-1"),
            ("type", "report"),
        ],
    );
    check(
        "Kela (päiväämätön) Kuntoutuksen tuki. https://www.kela.fi/kuntoutus",
        &[("authors", "Kela"), ("year", ""), ("date", "päiväämätön"), ("title", "Kuntoutuksen tuki")],
    );
    check(
        "Nieminen, K. (2015) Työnantajien asenteet. Akateeminen väitöskirja. urn:nbn:fi-fe2015091512345",
        &[("title", "Työnantajien asenteet"), ("urn", "urn:nbn:fi-fe2015091512345"), ("type", "thesis")],
    );
}

#[test]
fn swedish_norwegian_german() {
    check(
        "Strindlund, L., Abrandt-Dahlgren, M. och Ståhl, C. (u.å.) Arbetsgivares perspektiv. Linköping: Linköpings \
         universitet.",
        &[
            ("authors", "Strindlund, L.; Abrandt-Dahlgren, M.; Ståhl, C."),
            ("date", "u.å."),
            ("title", "Arbetsgivares perspektiv"),
            ("publisher_place", "Linköping"),
            ("publisher", "Linköpings universitet"),
        ],
    );
    check(
        "Frøyland, K., Andreassen, T. A. & Innvær, S. (2019). Contrasting supply-side approaches. Journal of Social \
         Policy, 48(2), 311-328.",
        &[("container", "Journal of Social Policy"), ("volume", "48"), ("issue", "2"), ("pages", "311-328")],
    );
    check(
        "Meier, A. und Schmidt, K. (2010). Arbeit und Behinderung (2. Aufl.). Wiesbaden: Springer VS.",
        &[
            ("title", "Arbeit und Behinderung"),
            ("edition", "2"),
            ("publisher_place", "Wiesbaden"),
            ("publisher", "Springer VS"),
            ("type", "book"),
        ],
    );
}

#[test]
fn other_styles() {
    check(
        "D. Terzopoulos, \"Image Analysis using Multigrid Relaxation Methods,\" IEEE Trans. Patt. Anal. Mach. \
         Intell., Vol. 8, No. 2, pp. 129-139, March 1986.",
        &[
            ("authors", "Terzopoulos, D."),
            ("year", "1986"),
            ("title", "Image Analysis using Multigrid Relaxation Methods"),
            ("container", "IEEE Trans. Patt. Anal. Mach. Intell"),
            ("volume", "8"),
            ("issue", "2"),
            ("pages", "129-139"),
        ],
    );
    check(
        "Kamangu, E.N., Chatté, A., Mol, P.D., 2015. Genetic diversity among patients. PLoS One 10, 1–6.",
        &[
            ("authors", "Kamangu, E.N.; Chatté, A.; Mol, P.D."),
            ("year", "2015"),
            ("container", "PLoS One"),
            ("volume", "10"),
            ("pages", "1-6"),
        ],
    );
    check(
        "Nimrod Megiddo. Linear programming in linear time. Journal of the ACM, 31(1):114-127, 1984.",
        &[("title", ""), ("authors", ""), ("year", "")],
    );
    check(
        "M. Kitsuregawa, H. Tanaka, and T. Moto-oka. Application of hash. New Generation Computing, 1(1), 1983.",
        &[
            ("authors", "Kitsuregawa, M.; Tanaka, H.; Moto-oka, T."),
            ("year", "1983"),
            ("container", "New Generation Computing"),
            ("volume", "1"),
            ("issue", "1"),
            ("pages", ""),
        ],
    );
    check(
        "Salomons, O. (1994). Computer support in design [Doctoral dissertation, Universiteit Twente].",
        &[("title", "Computer support in design"), ("publisher", "Universiteit Twente"), ("type", "thesis")],
    );
    check(
        "World Health Organization. (2011). World report on disability. Geneva: WHO. ISBN 978 92 4 156418 2.",
        &[
            ("authors", "World Health Organization"),
            ("title", "World report on disability"),
            ("publisher", "WHO"),
            ("isbn", "9789241564182"),
        ],
    );
}

#[test]
fn what_is_not_sure_stays_out() {
    for text in ["", " ", "see above", "Willing to Work", "(", "(2019", "2019", "10.", "doi:", "ISBN", "https://"] {
        let fields = reference(text);
        assert_eq!((fields.title, fields.authors.len()), (None, 0), "{text}");
    }
    check("Working to live. 12(3)", &[("title", ""), ("authors", ""), ("volume", "")]);
}
