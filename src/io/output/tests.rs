//! What a commit does to the output folder.
