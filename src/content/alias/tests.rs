//! Old addresses as they are written, refused and added.

use super::*;
use crate::input::old_address::BadAlias;

fn parsed(text: &str) -> Result<String, BadAlias> {
    parse_alias(text).map(|path| path.as_str().to_owned())
}

#[test]
fn an_address_from_the_address_bar_is_decoded() {
    assert_eq!(parsed("/%E6%97%A7%E7%AB%99/12/"), Ok("/旧站/12/".into()));
    assert_eq!(parsed("/%e6%97%a7/a.html"), Ok("/旧/a.html".into()));
    assert_eq!(parsed("/a+b"), Ok("/a+b/".into()));
    assert_eq!(parsed("/a%20b/"), Ok("/a b/".into()));
    assert_eq!(parsed("/旧站/"), Ok("/旧站/".into()));
}

#[test]
fn what_no_static_server_can_answer_is_refused() {
    for (text, why) in [
        ("/100%/", BadAlias::Encoding),
        ("/%E6/", BadAlias::Encoding),
        ("/%zz/", BadAlias::Encoding),
        ("/a%2Fb/", BadAlias::Hidden),
        ("/%2e%2e/a/", BadAlias::Hidden),
        ("/a%23b/", BadAlias::Hidden),
        ("/dang#3/", BadAlias::NotSent('#', "/dang".into())),
        ("/?p=12", BadAlias::NotSent('?', "/".into())),
        ("https://example.org/a/", BadAlias::Host(Some("/a/".into()))),
        ("//example.org/a/", BadAlias::Host(Some("/a/".into()))),
        ("/.htaccess", BadAlias::Dot),
        ("/a/.git/b/", BadAlias::Dot),
        ("/.casebook-manifest", BadAlias::Dot),
        ("old/", BadAlias::Path),
        ("/", BadAlias::Path),
        ("/../a/", BadAlias::Path),
    ] {
        assert_eq!(parsed(text), Err(why), "{text}");
    }
}

#[test]
fn an_alias_is_added_the_way_the_file_writes_them() {
    let added = |yaml: &str| {
        let (span, text) = add_alias(yaml, 4, &SitePath::new("/cases/旧/")).expect("a place");
        let at = span.start as usize - 4;
        format!("{}{text}{}", &yaml[..at], &yaml[at..])
    };
    assert_eq!(added("title: a\n"), "title: a\naliases: [/cases/旧/]\n");
    assert_eq!(added("aliases: [/b/]\ntitle: a\n"), "aliases: [/b/, /cases/旧/]\ntitle: a\n");
    assert_eq!(added("aliases: []\n"), "aliases: [/cases/旧/]\n");
    assert_eq!(added("aliases:\n  - /b/\nx: 1\n"), "aliases:\n  - /cases/旧/\n  - /b/\nx: 1\n");
    assert_eq!(added("title: a\r\n"), "title: a\r\naliases: [/cases/旧/]\r\n");
    assert_eq!(add_alias("aliases: /b/\n", 0, &SitePath::new("/c/")), None);
    assert_eq!(written_alias(&SitePath::new("/a b/")), "\"/a b/\"");
}
