//! From pairs to groups: what pairs join, unless a group would hold two records that cannot be one text.
//! It must not weigh evidence anew.

/// Groups of numbers, each with what it may not hold twice.
pub(super) struct Groups {
    parent: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    pub(super) fn of(n: usize) -> Groups {
        Groups { parent: (0..n as u32).collect(), members: vec![Vec::new(); n] }
    }

    pub(super) fn root(&mut self, mut n: u32) -> u32 {
        while self.parent[n as usize] != n {
            let up = self.parent[self.parent[n as usize] as usize];
            self.parent[n as usize] = up;
            n = up;
        }
        n
    }

    /// Members of a root, itself among them.
    pub(super) fn members(&self, root: u32) -> impl Iterator<Item = u32> {
        std::iter::once(root).chain(self.members[root as usize].iter().copied())
    }

    /// Joins two groups, if `fits` says of each pair across that it may be one text. Gives whether they are joined now.
    pub(super) fn join(&mut self, a: u32, b: u32, fits: &mut dyn FnMut(u32, u32) -> bool) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        for mine in self.members(a) {
            for theirs in self.members(b) {
                if !fits(mine, theirs) {
                    return false;
                }
            }
        }
        let (up, down) = if self.members[a as usize].len() >= self.members[b as usize].len() { (a, b) } else { (b, a) };
        self.parent[down as usize] = up;
        let moved = std::mem::take(&mut self.members[down as usize]);
        self.members[up as usize].push(down);
        self.members[up as usize].extend(moved);
        true
    }
}
