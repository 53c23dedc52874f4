//! What a world on the disk lists, and what it takes for a change.
