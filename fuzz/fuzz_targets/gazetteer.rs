//! A table of regions: every row is a region with an end above it, or a finding.

#![no_main]

use std::sync::LazyLock;

use casebook::foundation::diagnostic::Sink;
use casebook::foundation::path::SourcePath;
use casebook::publication::gazetteer::Gazetteer;
use casebook_fuzz::assert_findings;
use libfuzzer_sys::fuzz_target;

static CHINA: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::of_china);

fuzz_target!(|text: &str| {
    let file = SourcePath::new("data/regions.csv");
    let mut sink = Sink::default();
    let table = Gazetteer::parse_file(&file, text.as_bytes(), &mut sink);
    assert_findings(&sink.into_sorted(), file.as_str(), text);
    for region in table.regions() {
        let code = region.code.as_str();
        assert_eq!(table.find_region(code).map(|found| found.code.as_str()), Some(code));
        assert!(table.path_to(code).len() <= table.len(), "{code} stands above itself");
        let _ = table.resolve_name(&table.full_name(code));
    }
    if !table.is_empty() {
        let both = CHINA.extend_with(&file, text.as_bytes(), &mut Sink::default());
        assert!(both.len() >= CHINA.len());
    }
    let _ = CHINA.resolve_name(text);
    assert!(
        CHINA
            .find_mentioned(text)
            .iter()
            .all(|region| CHINA.find_region(region.code.as_str()).is_some())
    );
});
