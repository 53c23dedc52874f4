//! Reads `extra`: what an author hands to templates as it is.

use std::sync::Arc;

use crate::input::fields::Reader;
use crate::input::free_value::FreeValue;
use crate::input::yaml::{Node, Value};

/// Reads a map of anything.
pub(super) fn read_free(node: Option<Node>, reader: &mut Reader<'_>) -> Option<Arc<FreeValue>> {
    let node = node.filter(Node::is_written)?;
    if let Value::Map(_) = node.value {
        return Some(Arc::new(FreeValue::from_node(node)));
    }
    reader.read_map("extra", node);
    None
}
