//! Which operation was made upon which, in a log that several machines may have written.
//!
//! Operations form chains; a chain begins where somebody went on from an operation that another had gone on from already.
//! For each operation it is kept how far it knows each chain (a vector clock: Fidge 1988, Mattern 1989), so that a question
//! is one comparison. Two machines that send each other their copies a hundred times make two chains.

/// Which operations were made upon which, by their ranks in the total order.
#[derive(Clone, Debug, Default)]
pub struct Ancestry {
    /// The chain of each operation.
    chains: Vec<usize>,
    /// How far each operation knows each chain: up to which rank, plus one.
    known: Vec<Vec<usize>>,
}

impl Ancestry {
    /// Of operations in their total order, each with the ranks of those that it was made upon. A rank that is not before
    /// its own is left aside.
    pub fn of(parents: &[Vec<usize>]) -> Ancestry {
        let mut ancestry = Ancestry::default();
        let mut ends: Vec<usize> = Vec::new();
        for (rank, parents) in parents.iter().enumerate() {
            let parents: Vec<usize> = parents.iter().copied().filter(|parent| *parent < rank).collect();
            let goes_on =
                parents.iter().map(|parent| ancestry.chains[*parent]).find(|chain| parents.contains(&ends[*chain]));
            let chain = goes_on.unwrap_or_else(|| {
                ends.push(rank);
                ends.len() - 1
            });
            ends[chain] = rank;
            let mut known = vec![0; ends.len()];
            for parent in &parents {
                for (own, theirs) in known.iter_mut().zip(&ancestry.known[*parent]) {
                    *own = (*own).max(*theirs);
                }
            }
            known[chain] = rank + 1;
            ancestry.chains.push(chain);
            ancestry.known.push(known);
        }
        ancestry
    }

    /// Whether an operation was made upon another, directly or not; every one upon itself.
    pub fn is_upon(&self, later: usize, earlier: usize) -> bool {
        let chain = self.chains.get(earlier).copied().unwrap_or(usize::MAX);
        self.known.get(later).and_then(|known| known.get(chain)).is_some_and(|known| *known > earlier)
    }

    /// Of some operations those that none of the others was made upon.
    pub fn newest_of(&self, operations: &[usize]) -> Vec<usize> {
        let is_newest = |one: &usize| !operations.iter().any(|other| other != one && self.is_upon(*other, *one));
        operations.iter().copied().filter(is_newest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_did_not_know_of_each_other_are_both_newest_until_somebody_knows_both() {
        // 0 is the beginning; 1 and 3 are one machine's, 2 the other's, 4 knows both.
        let ancestry = Ancestry::of(&[vec![], vec![0], vec![0], vec![1], vec![3, 2]]);
        assert!(ancestry.is_upon(3, 1) && ancestry.is_upon(3, 0) && ancestry.is_upon(2, 2));
        assert!(!ancestry.is_upon(3, 2) && !ancestry.is_upon(2, 1) && !ancestry.is_upon(1, 3));
        assert!((0..5).all(|rank| ancestry.is_upon(4, rank)));
        assert_eq!(ancestry.newest_of(&[1, 2]), [1, 2]);
        assert_eq!(ancestry.newest_of(&[1, 2, 3]), [2, 3]);
        assert_eq!(ancestry.newest_of(&[1, 2, 4]), [4]);
    }

    #[test]
    fn chains_do_not_multiply_where_copies_are_sent_back_and_forth() {
        let mut parents: Vec<Vec<usize>> = vec![vec![], vec![0], vec![0]];
        for round in 0..50 {
            let (one, other) = (2 * round + 1, 2 * round + 2);
            parents.push(vec![one, other]);
            parents.push(vec![one, other]);
        }
        let ancestry = Ancestry::of(&parents);
        assert_eq!(ancestry.chains.iter().max(), Some(&1));
        let last = parents.len() - 1;
        assert!(!ancestry.is_upon(last, last - 1) && ancestry.is_upon(last, last - 2));
    }
}
