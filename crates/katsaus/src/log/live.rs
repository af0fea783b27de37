//! Undoing: which operations count. An operation is undone while some undo of it is not itself undone.

/// One operation, as far as undoing goes. Its position in the slice is its rank in the total order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The rank of the operation that this one undoes.
    pub undoes: Option<usize>,
}

/// For each operation, whether it counts. An undo always comes after what it undoes, so one pass from the
/// newest to the oldest settles each before it can strike another.
pub fn live(entries: &[Entry]) -> Vec<bool> {
    let mut live = vec![true; entries.len()];
    for (rank, entry) in entries.iter().enumerate().rev() {
        if let Some(target) = entry.undoes
            && live[rank]
            && target < rank
        {
            live[target] = false;
        }
    }
    live
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(undoes: &[Option<usize>], expected: &[bool]) {
        let entries: Vec<Entry> = undoes.iter().map(|undoes| Entry { undoes: *undoes }).collect();
        assert_eq!(live(&entries), expected);
    }

    #[test]
    fn an_undo_strikes_and_an_undo_of_it_brings_back() {
        check(&[None, None], &[true, true]);
        check(&[None, Some(0)], &[false, true]);
        check(&[None, Some(0), Some(1)], &[true, false, true]);
        check(&[None, Some(0), Some(1), Some(2)], &[false, true, false, true]);
    }

    #[test]
    fn two_undos_of_one_operation_must_both_be_undone() {
        check(&[None, Some(0), Some(0), Some(1)], &[false, false, true, true]);
        check(&[None, Some(0), Some(0), Some(1), Some(2)], &[true, false, false, true, true]);
    }
}
