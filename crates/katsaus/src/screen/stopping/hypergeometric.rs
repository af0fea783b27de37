//! Chances of drawing so few relevant records from an urn, if so many stayed in it. It must not know why somebody asks.

/// 2 to the power of -512: below it, a number is kept as a multiple of it.
const SMALL: f64 = f64::from_bits((1023 - 512) << 52);
/// A term this small beside a sum would not change it, nor would the smaller ones after it.
const NEGLIGIBLE: f64 = f64::EPSILON / 16.0;
/// How near two chances are that would be equal if they could be reckoned without rounding.
const TIE: f64 = 1e-12;

/// Records of which some were drawn blindly. Numbers are whole, as `f64` because they are multiplied.
#[derive(Clone, Debug)]
pub(super) struct Urn {
    /// Relevant ones that are still in it.
    hidden: f64,
    /// Irrelevant ones that are still in it.
    others: f64,
    /// Relevant ones drawn.
    relevant: f64,
    /// Irrelevant ones drawn.
    irrelevant: f64,
    /// The chance of having drawn just so many relevant ones, divided by [`SMALL`] as often as `steps` says.
    chance: f64,
    steps: i32,
}

impl Urn {
    /// An urn in which `left` records are left, `hidden` of them relevant, and from which none was drawn yet.
    pub(super) fn new(left: usize, hidden: usize) -> Urn {
        let others = left.saturating_sub(hidden) as f64;
        Urn { hidden: hidden as f64, others, relevant: 0.0, irrelevant: 0.0, chance: 1.0, steps: 0 }
    }

    /// Says that one record more had been in the urn and was drawn; what is left stays as it is.
    ///
    /// With r and z drawn, m and o left, the chance is C(r+m, m) · C(z+o, o) / C(r+z+m+o, m+o). It grows into the next
    /// by one fraction, so no logarithm of a factorial is needed, which with 100,000 records would cost six digits.
    pub(super) fn draw(&mut self, relevant: bool) {
        let (like_it, left) =
            if relevant { (&mut self.relevant, self.hidden) } else { (&mut self.irrelevant, self.others) };
        *like_it += 1.0;
        let (like_it, ever) = (*like_it, *like_it + left);
        let drawn = self.relevant + self.irrelevant;
        self.chance *= ever * drawn / (like_it * (drawn + self.hidden + self.others));
        if self.chance < SMALL {
            self.chance /= SMALL;
            self.steps += 1;
        } else if self.chance >= 1.0 && self.steps > 0 {
            self.chance *= SMALL;
            self.steps -= 1;
        }
    }

    /// The chance that of as many blind draws no more were relevant than of these. One that is not below `limit` may
    /// be given as any number that is not.
    pub(super) fn chance_of_so_few(&self, limit: f64) -> f64 {
        let just_these = self.chance * SMALL.powi(self.steps);
        let (drawn, left) = ((self.relevant, self.irrelevant), (self.hidden, self.others));
        // The terms are summed on the side on which they fall: so few drawn, or else the contrary, more drawn.
        if drawn.0 * left.1 <= (left.0 + 1.0) * (drawn.1 + 1.0) {
            return series(just_these, (drawn.0, left.1), (left.0, drawn.1), limit);
        }
        let ratio = left.0 * drawn.1 / ((drawn.0 + 1.0) * (left.1 + 1.0));
        if just_these * ratio / (1.0 - ratio) <= 1.0 - limit {
            return 1.0;
        }
        let contrary = series(just_these, (left.0, drawn.1), (drawn.0, left.1), f64::INFINITY) - just_these;
        (1.0 - contrary).max(0.0)
    }
}

/// The sum of `first` and of the terms after it, each `a · b / (c · d)` times the one before. From term to term `a` and
/// `b` fall by 1 and `c` and `d` rise by 1, these for the first time before the second term. Ends where the sum is no
/// longer below `enough`.
fn series(first: f64, falling: (f64, f64), rising: (f64, f64), enough: f64) -> f64 {
    let ((mut a, mut b), (mut c, mut d)) = (falling, rising);
    let (mut sum, mut term) = (first, first);
    while sum < enough && term > sum * NEGLIGIBLE {
        c += 1.0;
        d += 1.0;
        term *= a * b / (c * d);
        sum += term;
        a -= 1.0;
        b -= 1.0;
    }
    sum
}

/// A share above 0 and at most 1. What is no number is taken for 1, the strictest.
pub(super) fn share(value: f64) -> f64 {
    if value.is_nan() { 1.0 } else { value.clamp(f64::MIN_POSITIVE, 1.0) }
}

/// Below which chance something is rejected at a confidence. A chance that equals it rejects nothing, and rounding must
/// not decide; with a confidence of 1 no chance is below.
pub(super) fn limit(confidence: f64) -> f64 {
    1.0 - share(confidence) - TIE
}

/// The greatest number, up to `most`, for which something `holds` that holds for 0 and, once it does not, for none
/// above.
pub(super) fn greatest(most: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut beyond) = (0, most.saturating_add(1));
    while beyond - low > 1 {
        let middle = low + (beyond - low) / 2;
        if holds(middle) {
            low = middle;
        } else {
            beyond = middle;
        }
    }
    low
}
