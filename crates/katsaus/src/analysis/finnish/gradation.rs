//! Brings the two grades of the last consonants to one (pankki and pankin, tieto and tiedon, tapa and tavan).
//!
//! It folds a cluster only when hardly any two words differ by nothing else; grades that need the word known
//! (a lost k) are listed in `words`.

use super::word::Word;

/// Strong or weak cluster, and what stands for both.
const GRADES: &[(&str, &str)] = &[
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("ng", "nk"),
    ("nn", "nt"),
    ("mm", "mp"),
    ("ll", "lt"),
    ("rr", "rt"),
    ("d", "t"),
    ("v", "p"),
];

/// Folds the grade of the last consonants, the vowels after them being gone.
pub(super) fn unify(word: &mut Word) {
    for (cluster, folded) in GRADES {
        if word.len() > cluster.len() && word.ends(cluster) {
            word.replace(cluster.len(), folded);
            return;
        }
    }
}
