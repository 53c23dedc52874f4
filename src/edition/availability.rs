//! Which editions have which page.

use crate::publication::config::MOST_EDITIONS;

/// A set of editions: bit `n` stands for the edition at place `n`.
pub(crate) type Mask = u32;

const _: () = assert!(MOST_EDITIONS <= Mask::BITS as usize);

/// Every edition.
pub(crate) const ALL: Mask = Mask::MAX;
