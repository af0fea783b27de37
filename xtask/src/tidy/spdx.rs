//! Licence expressions as packages give them: read, and weighed against a list. It must not know the list.

/// Whether a licence may be used by `allowed`; `None` if it cannot be read. Of an OR one side must be allowed, of an
/// AND both; AND binds before OR. `MIT/Apache-2.0` is the old way to write OR.
pub(super) fn is_allowed(licence: &str, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let tokens = tokens(licence);
    let mut parser = Parser { tokens: &tokens, allowed };
    let verdict = parser.either()?;
    parser.tokens.is_empty().then_some(verdict)
}

/// Brackets, slashes and words.
fn tokens(licence: &str) -> Vec<String> {
    let spaced = licence.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

struct Parser<'a> {
    tokens: &'a [String],
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Parser<'a> {
    fn either(&mut self) -> Option<bool> {
        let mut verdict = self.both()?;
        while self.takes("OR") {
            // Both sides are read whatever the first says: a broken second is a broken whole.
            verdict |= self.both()?;
        }
        Some(verdict)
    }

    fn both(&mut self) -> Option<bool> {
        let mut verdict = self.one()?;
        while self.takes("AND") {
            verdict &= self.one()?;
        }
        Some(verdict)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let verdict = self.either()?;
            return self.takes(")").then_some(verdict);
        }
        let name = self.name()?;
        if self.takes("WITH") {
            let exception = self.name()?;
            return Some((self.allowed)(&format!("{name} WITH {exception}")));
        }
        Some((self.allowed)(name))
    }

    fn name(&mut self) -> Option<&'a str> {
        let (first, rest) = self.tokens.split_first()?;
        let is_name = !["(", ")", "AND", "OR", "WITH"].contains(&first.as_str());
        is_name.then(|| {
            self.tokens = rest;
            first.as_str()
        })
    }

    /// Takes a token if it comes next.
    fn takes(&mut self, token: &str) -> bool {
        match self.tokens.split_first() {
            Some((first, rest)) if first == token => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(licence: &str) -> Option<bool> {
        is_allowed(licence, &|name: &str| {
            ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].contains(&name)
        })
    }

    #[test]
    fn one_side_of_an_or_is_enough() {
        for licence in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0 OR MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT / MPL-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "(GPL-3.0 OR MIT)AND(Unicode-3.0)",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 AND LGPL-3.0 OR MIT",
        ] {
            assert_eq!(check(licence), Some(true), "{licence}");
        }
    }

    #[test]
    fn both_sides_of_an_and_are_needed() {
        for licence in [
            "MPL-2.0",
            "MIT AND GPL-3.0",
            "(MIT OR Apache-2.0) AND MPL-2.0",
            "MIT WITH LLVM-exception",
            "GPL-3.0 OR MIT AND LGPL-3.0",
            "mit",
        ] {
            assert_eq!(check(licence), Some(false), "{licence}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_to_be_so() {
        for licence in ["", "MIT OR", "(MIT", "MIT)", "MIT Apache-2.0", "OR", "MIT OR (", "MIT WITH", "()"] {
            assert_eq!(check(licence), None, "{licence}");
        }
    }
}
