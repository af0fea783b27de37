//! Column names as people and databases write them, in nine languages, folded: lower case, no marks, words apart.
//!
//! A name with `~` before it is a weaker one: another column with a better name has its place.
//!
//! It must hold names only; weighing them against what the columns hold is done in `heads` and `profile`.

use super::plan::Role;
use katsaus_model::Field;

/// Every known column name: what it stands for, the name, whether it is a weaker one.
pub(super) fn names() -> Vec<(Role, &'static str, bool)> {
    let mut all = Vec::new();
    for (role, names) in TABLE {
        all.extend(names.split('|').map(|name| {
            let name = name.trim();
            (role.clone(), name.trim_start_matches('~'), name.starts_with('~'))
        }));
    }
    all
}

#[rustfmt::skip]
const TABLE: &[(Role, &str)] = &[
    (Role::Field(Field::Title),
        "title | article title | paper title | document title | item title | primary title | publication name title | \
         ti | t1 | title primary | primary title text | paper name | paper | name of paper | name of article | name | study title | title of paper | \
         title of article | title of study | title of publication | titles | report title | \
         otsikko | nimi | artikkelin nimi | artikkelin otsikko | julkaisun nimi | nimeke | tutkimuksen nimi | teoksen nimi | \
         titel | artikelns titel | rubrik | tittel | tittel pa artikkel | artikkeltittel | \
         titulo | titulo del articulo | titulo do artigo | titre | titre de l article | aufsatztitel | titel des artikels | \
         artikel | overskrift"),
    (Role::Field(Field::OriginalTitle),
        "original title | alkuperainen otsikko | originaltitel | titulo original | titre original | translated title | tt | \
         alkukielinen otsikko | vernacular title | foreign title"),
    (Role::Field(Field::Authors),
        "authors | author | author s | au | a1 | author names | author name | author full names | author list | all authors | \
         full author list | authors list | authors primary | ~first authors | ~first author names | ~lead author | authors full name | writer | writers | creator | creators | by | \
         tekijat | tekija | tekija t | kirjoittajat | kirjoittaja | kirjoittaja t | tekija tekijat | tutkijat | \
         forfattare | forfattarna | upphov | forfatter | forfattere | forfatter e | forfattar | \
         autor | autoren | autor en | verfasser | autores | autor a | autores as | autor es | autoria | auteur | auteurs | \
         auteur s | redaktor"),
    (Role::Field(Field::Editors),
        "editors | editor | editor s | ed | eds | book editors | toimittajat | toimittaja | toim | redaktorer | redaktor er | herausgeber | \
         hrsg | editores | editeurs | editeur | conference editors | redaktion"),
    (Role::Field(Field::Year),
        "year | publication year | pub year | year of publication | published year | py | y1 | yr | publication yr | \
         year published | yearpub | pubyear | date year | publish year | copyright year | study year | years | \
         vuosi | julkaisuvuosi | vuosiluku | julk vuosi | \
         ar | utgivningsar | publiceringsar | arstal | utgivelsesar | publiseringsar | udgivelsesar | \
         jahr | erscheinungsjahr | publikationsjahr | ano | ano de publicacion | ano de publicacao | anio | annee | \
         annee de publication"),
    (Role::Field(Field::Date),
        "date | publication date | date published | date of publication | publicationdate | publication date yyyy mm dd | published | \
         published date | pub date | da | dp | cover date | online date | issue date | date of issue | created at | \
         julkaisupaiva | paivamaara | pvm | julkaistu | publiceringsdatum | datum | publiceringsdag | dato | utgivelsesdato | \
         erscheinungsdatum | veroffentlichungsdatum | fecha | fecha de publicacion | data | data de publicacao | \
         date de publication | publication month | early access date"),
    (Role::Field(Field::Container),
        "journal | source title | publication title | journal name | journal title | journal book | publication source | \
         publication | source | container title | secondary title | so | jo | jf | t2 | venue | venue name | \
         publication venue | journal conference | journal or conference | conference | conference name | booktitle | \
         book title | outlet | periodical | name of journal | source titles | journal venue | published in | periodical title | periodical full | \
         conference journal | conference title | proceedings title | host title | journal source | magazine | where published | \
         lehti | julkaisu | julkaisukanava | aikakauslehti | lehden nimi | julkaisusarja tai lehti | \
         tidskrift | tidskriftens namn | kalla | publikation | tidsskrift | kilde | \
         zeitschrift | zeitschriftentitel | quelle | revista | periodico | fuente | fonte | nome da revista | revue | journal revue | \
         veroffentlicht in | veiculo | nom de la revue"),
    (Role::Field(Field::Series),
        "series | series title | book series title | sarja | julkaisusarja | serie | reihe | collection | t3"),
    (Role::Field(Field::Volume),
        "volume | vol | vl | volume number | vuosikerta | vsk | nide | volym | argang | band | jahrgang | volumen | tome | jg"),
    (Role::Field(Field::Issue),
        "issue | issue number | issue no | issue nr | no | nr | nro | numero | number | is | ip | iss | num | lehden numero | \
         hafte | nummer | heft | heft nr | fasciculo | ausgabe | numer"),
    (Role::Field(Field::Pages),
        "pages | page | page s | pg | page range | pp | pagination | page numbers | sivut | sivu t | s | sivunumerot | \
         sidor | sida | sider | side r | seiten | seite n | paginas | pagina s | pages debut fin | number of pages range"),
    (Role::PageStart,
        "page start | start page | first page | bp | sp | beginning page | begin page | startpage | spage | starting page | alkusivu | \
         forsta sidan | startseite | pagina inicial | pagina inicio | premiere page | ensimmainen sivu"),
    (Role::PageEnd,
        "page end | end page | last page | ep | ending page | endpage | epage | loppusivu | sista sidan | \
         endseite | pagina final | derniere page | viimeinen sivu"),
    (Role::Field(Field::Edition), "edition | painos | upplaga | auflage | edicion | utgave | udgave"),
    (Role::Field(Field::Publisher),
        "publisher | name of publisher | pb | book publisher | publisher name | kustantaja | julkaisija | forlag | utgivare | forlaget | verlag | editorial | editora | \
         editeur maison d edition | maison d edition | utgiver | udgiver"),
    (Role::Field(Field::PublisherPlace),
        "place | place of publication | place published | publisher location | publisher city | publisher address | \
         kustannuspaikka | julkaisupaikka | paikka | utgivningsort | ort | utgivelsessted | erscheinungsort | lugar | local | \
         lieu | lieu de publication"),
    (Role::Field(Field::Doi),
        "doi | di | doi link | item doi | doi number | doi url | article doi | document object identifier doi | \
         digital object identifier | doi tunniste | doi address | doi osoite | doi lank | book doi"),
    (Role::Field(Field::Pmid),
        "pmid | pubmed id | pubmedid | pm | pubmed | medline pmid | ui | medline id | pubmed pmid"),
    (Role::Field(Field::Urn), "urn | pysyva osoite | urn nbn | urn tunniste | pysyva tunniste"),
    (Role::Field(Field::Issn),
        "issn | issns | sn | issn s | isbn issn | issn isbn | print issn | issn print | eissn | international standard serial number"),
    (Role::Field(Field::Isbn), "isbn | isbns | isbn s | bn"),
    (Role::Field(Field::Abstract),
        "abstract | abstract note | ab | n2 | summary | abstracts | abstract text | description abstract | abstract english | \
         article abstract | tiivistelma | abstrakti | sammanfattning | abstrakt | sammendrag | resume | zusammenfassung | \
         resumen | resumo | tiivistelma abstrakti"),
    (Role::Field(Field::Keywords),
        "keywords | author keywords | keyword | kw | de | manual tags | key words | keyword s | subject terms | keywords author | \
         article keywords | descriptors | author supplied keywords | \
         avainsanat | asiasanat | avainsana t | nyckelord | amnesord | nokkelord | stikkord | emneord | nogleord | \
         schlagworte | schlagworter | schlusselworter | stichworte | palabras clave | palavras chave | mots cles | mots clefs"),
    (Role::Field(Field::Keywords), "~subjects | ~subject | ~subject headings | ~indexing terms"),
    (Role::Field(Field::Language),
        "language | la | language of original document | languages | article language | article languages | text language | kieli | sprak | sprog | sprache | idioma | langue | \
         language code | julkaisukieli"),
    (Role::Field(Field::Url),
        "url | link | urls | source urls | source url | web address | plink | website | hyperlink | links | article url | article url link | \
         full text url | open url link | persistent link | document url | pdf link | l1 | ur | uri | article link | paper url | \
         paper link | fulltext url | full text link | linkki | verkko osoite | osoite | lank | lanken | webbadress | \
         lenke | netadresse | enlace | lien | web link | url link | permalink"),
    (Role::Field(Field::Type),
        "type | item type | publication type | document type | pt | doctype | reference type | type of publication | \
         ty | source type | publication types | type of reference | entry type | type of document | record type | \
         item type name | article type | julkaisutyyppi | julkaisun tyyppi | dokumenttityyppi | aineistotyyppi | tyyppi | \
         publikationstyp | dokumenttyp | publikasjonstype | dokumententyp | tipo | tipo de documento | tipo de publicacion | \
         tipo de publicacao | type de document | type de publication"),
    (Role::Notes,
        "notes | note | comments | comment | remarks | remark | personal comments | reviewer notes | n1 | user notes | annotation | \
         huomiot | huomio | huomautuksia | huomautukset | muistiinpanot | muistiinpano | kommentit | kommentti | omat muistiinpanot | \
         lisatietoja | lisatiedot | anteckningar | anteckning | kommentarer | kommentar | anmarkningar | merknader | notater | \
         bemerkninger | bemerkungen | anmerkungen | notizen | kommentare | notas | comentarios | observaciones | observacoes | \
         remarques | commentaires"),
    (Role::Included,
        "included | include exclude | included excluded | include | decision | relevant | label included | final included | asreview label | label | \
         inclusion | selected | screening decision | accepted | final decision | accept reject | eligible | in out | \
         inclusion decision | keep drop | keep | verdict | in exclude | included y n | included yes no | include yes no | \
         mukaan | mukana | hyvaksytty | hyvaksytty hylatty | otetaan mukaan | valittu | sisaanotto | paatos | mukaanotto | \
         mukana kylla ei | mukaan k e | inkluderad | inkluderas | inkluderad exkluderad | beslut | inkluderet | inkludert | \
         eingeschlossen | einschluss | incluido | incluida | inclusao | incluido excluido | inclus | incluir | retenu | \
         excluded | exclude | excluded x | hylatty | hylatty x | poissuljettu | poissuljettu x | exkluderad | ekskludert | ekskluderet | \
         ausgeschlossen"),
    (Role::Reason,
        "reason | exclusion reason | reason for exclusion | reasons for exclusion | exclusion reasons | exclude reason | \
         why excluded | reason excluded | criterion | exclusion criterion | exclusion criteria | \
         syy | poissulkusyy | poissulun syy | hylkaamisen syy | hylkayssyy | poisjattamisen syy | \
         orsak | exklusionsorsak | skal | orsak till exkludering | arsak | eksklusjonsarsak | \
         eksklusjonsgrunn | begrunnelse | arsak til eksklusjon | eksklusionsgrund | begrundelse | motivering | perustelu | \
         grund | ausschlussgrund | motivo | motivo de exclusion | motivo da exclusao | motif | raison d exclusion"),
    (Role::Reviewer,
        "reviewer | reviewer name | read by | reader | screener | coder | assessor | reviewed by | screened by | extracted by | assigned to | \
         lukija | arvioija | arvioitsija | luki | koodaaja | granskare | bedomare | last av | bedommer | gutachter | revisor | \
         revisora | relecteur | evaluador"),
    (Role::Stage, "stage | screening stage | phase of screening | vaihe seulonnassa | seulontavaihe | granskningssteg"),
    (Role::Origin,
        "found in | database | source database | databases | searched in | data base | db | from | origin | search source | \
         discovery route | primary discovery route | search stream | found by | retrieved from | found via | database name | \
         tietokanta | loydetty | haku | hakulahde | lahdetietokanta | mista loytyi | \
         databas | sokkalla | database kilde | datenbank | base de datos | base de dados | base de donnees"),
    (Role::SearchDate,
        "search date | date of search | date searched | hakupaiva | hakupvm | sokdatum | suchdatum | fecha de busqueda | \
         data da busca | date de recherche | sokedato"),
    (Role::ReadLevel,
        "read level | reading level | level read | luettu | luettu taso | lukutaso | read at level | last niva | lasniva | \
         abstract or full text read | luettu milla tasolla | last | las | gelesen | lu"),
    (Role::CitedBy,
        "cited by | citations | citing works count | times cited | citation count | cites | number of citations | tc | z9 | \
         cited by count | times cited all databases | times cited wos core | citation number | article citation count | \
         viittaukset | viittausten maara | citeringar | siteringer | zitationen | citas | citacoes | cited reference count by"),
    (Role::Id,
        "id | key | ref id | reference id | record id | study id | covidence | covidence number | rayyan id | lens id | eid | ut | ut unique wos id | \
         accession number | an | record number | citekey | cite key | bib key | bibtex key | ref no | ref nr | ref number | \
         unique id | article id | paper id | item id | uid | source id | nro id | record id asreview | \
         tunniste | tunnus | lahdenumero | rivinumero | lopnummer | katsaus key | lfd nr | referenznummer"),
    (Role::Reference,
        "reference | references | citation | full reference | bibliography | full citation | bibliographic reference | apa reference | cite | \
         apa citation | reference apa | lahde | lahteet | lahdeviite | viite | lahdetiedot | viitetiedot | \
         referens | kallhanvisning | referenser | referanse | literaturangabe | referencia | referencia bibliografica | reference bibliographique | ref | \
         kallor | kallforteckning | quellen | quellenangabe | literatur | literaturverzeichnis | kilder | kildehenvisning | \
         litteraturhenvisning | litteraturhenvisninger | litteraturreferanse | bibliografinen viite | lahdeluettelo"),
];

/// Columns of databases' exports that say nothing a review asks. They stay with the record, and become no topics.
#[rustfmt::skip]
pub(super) const OF_DATABASES: &str =
    "secondary authors | alternate title2 | alternate title3 | file attachments1 | file attachments2 | periodical abbrev | \
     pub date free from | other pages | summary language | ai p ip entry date | me sh terms | microsoft academic id | \
     embase classification | citation key | author addresses | affiliations | authors with affiliations | correspondence address | author s id | author ids | \
     authors id | art no | article number | page count | index keywords | molecular sequence numbers | chemicals cas | chemicals | \
     tradenames | manufacturers | funding details | funding texts | funding | funding orgs | funding name preferred | \
     funding text | references list | cited references | coden | abbreviated source title | publication stage | open access | \
     access type | oa | sponsors | conference location | conference date | conference code | conference sponsor | \
     conference host | aip ip entry date | full record entry date | source country | fields of study | mesh terms | \
     is open access | open access license | open access colour | open access designations | cited reference count | \
     citing patents count | references | simple family | external url | date added | date modified | access date | \
     num pages | number of volumes | journal abbreviation | short title | shorttitle | series text | series number | rights | \
     archive | archive location | library catalog | call number | extra | file attachments | link attachments | \
     automatic tags | series editor | translator | contributor | attorney agent | book author | cast member | commenter | \
     composer | cosponsor | counsel | interviewer | producer | recipient | reviewed author | scriptwriter | words by | guest | \
     number | running time | scale | medium | artwork size | filing date | application number | assignee | issuing authority | \
     meeting name | conference country | court | system | code | code number | section | session | committee | \
     history | legislative body | legal status | create date | first author | citation | pmcid | pmc id | nihms id | \
     create date time | author count | file name | number of cited references | author affiliations | inspec controlled terms | \
     inspec non controlled terms | ieee terms | mesh terms list | patent citation count | reference count | license | \
     online date time | meeting date | publisher identifier | isbns list | orcids | researcher ids | email addresses | \
     reprint addresses | wos categories | web of science categories | research areas | web of science index | \
     ids number | journal iso abbreviation | since 2013 usage count | 180 day usage count | highly cited status | \
     hot paper status | date of export | book authors | book editors list | book group authors | group authors | \
     emtree drug index terms major focus | emtree drug index terms | emtree medical index terms major focus | \
     emtree medical index terms | drug tradenames | drug manufacturer | device tradenames | device manufacturer | \
     clinical trial numbers | copyright | original abstract | molecular sequence | embase accession id | medline pmid list | \
     pui | cas registry numbers | full text link | embase link | original non english abstract | original non english title | \
     article languages | summary languages | url of abstract | gsrank | query date | citesperyear | citesperauthor | authorcount | age | \
     articleurl | citesurl | cites url | related url | fulltexturl | relatedurl | ecc | \
     sort | issl | day | month | location | pubmed central id | pubmed archive id | customizations log | \
     search url | raw data | display name | relevance score | authorships | institutions";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_stand_for_one_thing() {
        let mut seen: Vec<(&str, Role)> = Vec::new();
        for (role, name, _) in names() {
            assert_eq!(super::super::heads::fold(name), name, "`{name}` is not folded");
            if let Some((_, other)) = seen.iter().find(|(other, _)| *other == name) {
                assert_eq!(other, &role, "`{name}` stands for two things");
            }
            seen.push((name, role));
        }
        assert!(seen.len() > 500);
    }
}
