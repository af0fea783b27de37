//! Texts shared out among reviewers. It must not know what a text is: texts come as numbers that tell them apart, and the
//! same texts and reviewers give the same shares in every copy of a review.

/// How texts are shared out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharing {
    /// How many reviewers get each text.
    pub each: usize,
    /// The share of the texts, 0 to 1, that one reviewer more gets: to see how far they agree.
    pub overlap: f64,
}

/// For each text, which of `reviewers` get it, by their places. Everybody gets as many as anybody else, give or take one,
/// and which ones is as good as chance: it goes by `texts`, numbers that are (hashes of) what tells the texts apart.
pub fn share_out(texts: &[u64], reviewers: usize, sharing: Sharing) -> Vec<Vec<usize>> {
    let each = sharing.each.clamp(1, reviewers.max(1));
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|text| (texts[*text], *text));
    let doubly = (sharing.overlap.clamp(0.0, 1.0) * texts.len() as f64).round() as usize;
    let mut shares = vec![Vec::new(); texts.len()];
    if reviewers == 0 {
        return shares;
    }
    let mut turn = 0;
    for (place, text) in order.into_iter().enumerate() {
        let wanted = (each + usize::from(place < doubly)).min(reviewers);
        // Pairs change: with three reviewers it is not always the same two who meet.
        shares[text] = (0..wanted).map(|step| (turn + step) % reviewers).collect();
        shares[text].sort_unstable();
        turn = (turn + wanted) % reviewers;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(count: u64) -> Vec<u64> {
        (0..count).map(|text| text.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect()
    }

    fn loads(shares: &[Vec<usize>], reviewers: usize) -> Vec<usize> {
        (0..reviewers).map(|reviewer| shares.iter().filter(|share| share.contains(&reviewer)).count()).collect()
    }

    #[test]
    fn a_split_gives_each_text_to_one_and_everybody_as_many() {
        let shares = share_out(&texts(100), 3, Sharing { each: 1, overlap: 0.0 });
        assert!(shares.iter().all(|share| share.len() == 1));
        assert_eq!(
            loads(&shares, 3).into_iter().fold((usize::MAX, 0), |(low, high), n| (low.min(n), high.max(n))),
            (33, 34)
        );
    }

    #[test]
    fn an_overlap_gives_some_texts_to_one_more() {
        let shares = share_out(&texts(100), 2, Sharing { each: 1, overlap: 0.2 });
        assert_eq!(shares.iter().filter(|share| share.len() == 2).count(), 20);
        assert_eq!(loads(&shares, 2), [60, 60]);
        assert!(share_out(&texts(10), 2, Sharing { each: 5, overlap: 1.0 }).iter().all(|share| *share == [0, 1]));
    }

    #[test]
    fn shares_do_not_depend_on_the_order_of_the_texts() {
        let (one, mut other) = (texts(50), texts(50));
        other.reverse();
        let sharing = Sharing { each: 2, overlap: 0.0 };
        let mut turned = share_out(&other, 3, sharing);
        turned.reverse();
        assert_eq!(share_out(&one, 3, sharing), turned);
        assert_eq!(share_out(&one, 0, sharing), vec![Vec::<usize>::new(); 50]);
    }
}
