//! From a file to typed values: front matter, YAML, and what `check --fix` fixes in them.

pub mod call;
pub mod fields;
pub mod fix;
pub mod free_value;
pub mod front_matter;
pub mod invisible;
pub mod old_address;
pub mod typos;
pub mod yaml;
