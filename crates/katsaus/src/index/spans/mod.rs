//! Stretches of words: where words, phrases and nearness stand in a text, worked out from places. The same rules hold
//! for the index and for a text that is read. It must not know how places are found.

mod finder;
mod look;
mod postings;
mod scorer;

pub(super) use look::Look;
pub(super) use scorer::SpanQuery;

/// A stretch of words: the places of its first and its last word.
pub(super) type Stretch = (u32, u32);

/// More stretches than these are not followed up in one text.
const MOST_STRETCHES: usize = 100_000;

/// Where several things stand one right behind the other.
pub(super) fn side_by_side(parts: &[Vec<Stretch>], out: &mut Vec<Stretch>) {
    out.clear();
    let Some((first, rest)) = parts.split_first() else { return };
    out.extend_from_slice(first);
    for part in rest {
        let joined = |(from, to): &Stretch| {
            let next = part.partition_point(|(start, _)| start <= to);
            part[next..]
                .iter()
                .take_while(|(start, _)| *start == to + 1)
                .map(|(_, end)| (*from, *end))
                .collect::<Vec<_>>()
        };
        *out = out.iter().flat_map(joined).collect();
    }
    tidy(out);
}

/// Where two things stand near each other: at most `most` words between, the first before the second if `ordered`.
/// Things that overlap are not near each other.
pub(super) fn near(left: &[Stretch], right: &[Stretch], most: u32, ordered: bool, out: &mut Vec<Stretch>) {
    out.clear();
    if left.is_empty() || right.is_empty() {
        return;
    }
    let longest = right.iter().map(|(from, to)| to - from).max().unwrap_or(0);
    for (from, to) in left {
        let earliest = if ordered { *to } else { from.saturating_sub(most + 1 + longest) };
        let first = right.partition_point(|(start, _)| *start < earliest);
        for (start, end) in &right[first..] {
            if *start > to.saturating_add(most + 1) {
                break;
            }
            let behind = start > to;
            let before = !ordered && end < from && from - end - 1 <= most;
            if behind || before {
                out.push((*from.min(start), *to.max(end)));
            }
        }
        // Nearness of nearness of common words in a long text: what stands there so often is found all the same.
        if out.len() > MOST_STRETCHES {
            break;
        }
    }
    tidy(out);
}

/// How many of the first have something of the second near them. None if and only if [`near`] finds nothing.
pub(super) fn near_count(left: &[Stretch], right: &[Stretch], most: u32, ordered: bool) -> usize {
    let longest = right.iter().map(|(from, to)| to - from).max().unwrap_or(0);
    // The first that begins near enough before; it only moves on.
    let mut first = 0;
    let mut has_near = |(from, to): &&Stretch| {
        let earliest = from.saturating_sub(most + 1 + longest);
        while right.get(first).is_some_and(|(start, _)| *start < earliest) {
            first += 1;
        }
        let reach = to.saturating_add(most + 1);
        let near_enough = |(start, end): &&Stretch| start > to || (!ordered && end < from && from - end - 1 <= most);
        right[first..].iter().take_while(|(start, _)| *start <= reach).any(|stretch| near_enough(&stretch))
    };
    left.iter().filter(|stretch| has_near(stretch)).count()
}

/// In order, each once.
pub(super) fn tidy(stretches: &mut Vec<Stretch>) {
    if !stretches.is_sorted() {
        stretches.sort_unstable();
    }
    stretches.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(places: &[u32]) -> Vec<Stretch> {
        places.iter().map(|place| (*place, *place)).collect()
    }

    #[test]
    fn nearness_counts_the_words_between_in_both_directions() {
        let mut out = Vec::new();
        near(&words(&[10]), &words(&[6, 13]), 2, false, &mut out);
        assert_eq!(out, [(10, 13)]);
        near(&words(&[10]), &words(&[6, 13]), 3, false, &mut out);
        assert_eq!(out, [(6, 10), (10, 13)]);
        near(&words(&[10]), &words(&[6, 13]), 3, true, &mut out);
        assert_eq!(out, [(10, 13)]);
        near(&words(&[5]), &words(&[5]), 3, false, &mut out);
        assert_eq!(out, []);
        near(&[(5, 9)], &[(0, 3), (8, 12), (10, 11)], 1, false, &mut out);
        assert_eq!(out, [(0, 9), (5, 11)]);
        assert_eq!(near_count(&[(5, 9), (9, 9)], &[(0, 3), (8, 12), (10, 11)], 1, false), 2);
        assert_eq!(near_count(&[(5, 9)], &[(8, 12), (12, 12)], 1, true), 0);
    }

    #[test]
    fn phrases_are_side_by_side() {
        let mut out = Vec::new();
        side_by_side(&[words(&[1, 5, 9]), words(&[2, 9]), words(&[3, 7])], &mut out);
        assert_eq!(out, [(1, 3)]);
    }
}
