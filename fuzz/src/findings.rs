//! What must hold of every finding.

use casebook::foundation::diagnostic::{Diagnostic, Speech};
use casebook::foundation::path::SourcePath;
use casebook::foundation::world::MemoryWorld;
use casebook::report::Reporter;

/// Every finding about `text` has a place in it, and can be told in both languages.
pub fn assert_findings(found: &[Diagnostic], file: &str, text: &str) {
    let mut world = MemoryWorld::default();
    world.write(file, text);
    let mut reporters =
        [Speech::Chinese, Speech::English].map(|speech| Reporter::new(&world, speech));
    for finding in found {
        if finding.file == Some(SourcePath::new(file)) {
            let fixed = finding.fix.as_ref().map(|fix| fix.span);
            for span in finding.span.into_iter().chain(fixed) {
                let place = text.get(span.byte_range());
                assert!(place.is_some(), "{span:?} is no place for {finding:?}");
            }
        }
        for reporter in &mut reporters {
            assert!(reporter.write_human(finding).contains(finding.code.0), "{finding:?}");
        }
    }
}
