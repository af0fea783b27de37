//! What a PubMed record says of a text beside its bibliography: keywords, notes, and what is kept by its name.
//!
//! It must not touch a field that a reference shows.

use super::{abstract_of, day_of, person};
use crate::draft::Draft;
use crate::normal::markup;
use crate::xml::{self, Element};

/// The texts of some children, with a sign between.
fn joined(holder: Element<'_>, names: &[&str], sign: &str) -> String {
    let mut out = String::new();
    for part in holder.children().filter(|child| names.contains(&child.name()) && !child.text().is_empty()) {
        if !out.is_empty() {
            out.push_str(sign);
        }
        out.push_str(&xml::one_line(part.text()));
    }
    out
}

/// Puts keywords and notes, and the rest by name.
pub(super) fn put(draft: &mut Draft, holder: Element<'_>) {
    for list in holder.children() {
        match list.name() {
            "MeshHeadingList" => {
                for heading in list.all("MeshHeading") {
                    draft.keywords(&joined(heading, &["DescriptorName", "QualifierName"], "/"));
                }
            }
            "KeywordList" => {
                for word in list.all("Keyword") {
                    draft.keywords(&xml::one_line(word.text()));
                }
            }
            "ArticleDate" => draft.extra("ArticleDate", &day_of(list)),
            "ChemicalList" => {
                for substance in list.all("Chemical") {
                    draft.extra("Chemical", substance.value(&["NameOfSubstance"]));
                }
            }
            "GrantList" => {
                for grant in list.all("Grant") {
                    draft.extra("Grant", &joined(grant, &["GrantID", "Agency", "Country"], ", "));
                }
            }
            "DataBankList" => {
                for bank in list.all("DataBank") {
                    let numbers = bank.child("AccessionNumberList");
                    let numbers = numbers.map(|list| joined(list, &["AccessionNumber"], ", ")).unwrap_or_default();
                    draft.extra("DataBank", &format!("{}: {numbers}", bank.value(&["DataBankName"])));
                }
            }
            // Retractions and errata among them.
            "CommentsCorrectionsList" => {
                for other in list.all("CommentsCorrections") {
                    let relation = other.attribute("RefType").unwrap_or_default();
                    let number = other.value(&["PMID"]);
                    let number = if number.is_empty() { String::new() } else { format!(" (PMID {number})") };
                    draft.extra(
                        "CommentsCorrections",
                        &format!("{relation}: {}{number}", xml::one_line(other.value(&["RefSource"]))),
                    );
                }
            }
            "PersonalNameSubjectList" | "InvestigatorList" => {
                let name = list.name().trim_end_matches("List");
                for person in list.children().filter_map(person) {
                    draft.extra(name, &person.inverted());
                }
            }
            "OtherAbstract" => draft.extra("OtherAbstract", &abstract_of(list)),
            "GeneralNote" => draft.note(&xml::one_line(list.text())),
            name @ ("CoiStatement" | "OtherID") => draft.extra(name, &markup::line(list.text())),
            _ => {}
        }
    }
}
