//! Which editions have which page.

/// A set of editions: bit `n` stands for the edition at place `n`.
pub(crate) type Mask = u32;

/// Every edition.
pub(crate) const ALL: Mask = Mask::MAX;
