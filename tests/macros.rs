//! Macros: what a template makes of a call in a text.

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

/// Builds a publication with one case, whose text is `body`, and `files`; returns the page `path`,
/// and what was found.
fn page(path: &str, body: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\n");
    let front = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n";
    world.write("content/cases/a.md", format!("{front}{body}\n"));
    for (path, text) in files {
        world.write(path, *text);
    }
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
    let found = built.diagnostics.iter().map(|found| {
        let (message, hint) = (&found.message, found.hints.first());
        let hint = hint.map_or("", |hint| hint.in_speech(Speech::English));
        format!("{}: {} | {hint}", found.code.0, message.in_speech(Speech::English))
    });
    let found = found.collect();
    let files = output.into_files();
    let page = files.iter().find(|(file, _)| file.as_str() == path);
    (page.map(|(_, page)| String::from_utf8_lossy(page).into_owned()).unwrap_or_default(), found)
}

fn case_page(body: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    page("cases/a/index.html", body, files)
}

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";
const CARD: &str = "{#- A box: `text`, `to`. -#}\n<section class=\"box\"><a href=\"{{ to }}\">{{ text }}</a></section>\n";

#[test]
fn a_template_of_the_publication_makes_what_a_call_stands_for() {
    let files = [("templates/macros/box.html", CARD)];
    let body = "见 {{ box(text=\"行\", to=\"a.md\") }}\n\n{{ box(text=\"*甲* & <b>乙</b>\", to=\"a.md\") }}";
    let (page, found) = case_page("{{ box(text=\"*甲* & <b>乙</b>\", to=\"a.md\") }}", &files);
    assert_eq!(found, [""; 0]);
    // What is a mark in a text is none in a call that stands alone.
    let made = "<section class=\"box\"><a href=\"/cases/a/\">*甲* &amp; &lt;b&gt;乙&lt;/b&gt;</a></section>";
    assert!(page.contains(&format!("<div class=\"prose\">{made}\n</div>")), "{page}");
    let (_, found) = case_page(body, &files);
    assert_eq!(
        found,
        [
            "raw-html: `box` needs a paragraph of its own | put it on a line of its own, with a blank line before and after"
        ]
    );
}

#[test]
fn what_a_macro_makes_is_checked_as_the_rest_of_the_text() {
    let files = [(
        "templates/macros/risky.html",
        "<p id=\"x\" onclick=\"y\" data-n=\"1\"><a href=\"{{ to }}\">甲</a><script>z</script></p>",
    )];
    let (page, found) = case_page("{{ risky(to=\"javascript:alert(1)\") }}", &files);
    assert!(page.contains("<p id=\"x\" data-n=\"1\"><a>甲</a>z</p>"), "{page}");
    let codes: Vec<&str> = found.iter().filter_map(|found| found.split(':').next()).collect();
    assert_eq!(codes, ["html-attribute", "link-scheme", "raw-html"], "{found:?}");
    assert!(found[2].contains("the `<script>` that `risky` writes was left out"), "{found:?}");
    let (_, found) = case_page("{{ risky(to=\"none.md\") }}", &files);
    assert!(found.iter().any(|found| found.starts_with("dead-link")), "{found:?}");
}

#[test]
fn a_wrong_call_is_told_with_what_the_macro_takes() {
    let said = |body: &str| case_page(body, &[("templates/macros/box.html", CARD)]).1.join("\n");
    assert_eq!(
        said("{{ box(text=\"甲\") }}"),
        "macro: `box` needs `to` too | `box` takes `text`, `to`"
    );
    assert_eq!(
        said("{{ box(txet=\"甲\", to=\"a.md\") }}"),
        "macro: `box` has no `txet`; did you mean `text`? | `box` takes `text`, `to`"
    );
    assert!(said("{{ box(\"甲\") }}").starts_with("macro: each value of `box` needs its name"));
    assert!(said("{{ box }}").starts_with("macro: `box` needs parentheses"));
    assert!(said("{{ bos(text=\"甲\") }}").contains("did you mean `box(…)`?"));
    assert!(
        said("甲 {{ box(text=\"*乙*\") }}").starts_with("macro: this call of `box` is not ended")
    );
    assert!(said("{{ box(text=\"甲) }}").starts_with("macro: the quotation mark"));
    assert!(said("{{ box(class=\"甲\") }}").starts_with("macro: `box` has no `class`"));
    let nested = said("{{ box(text=\"{{ as_is(3) }}\", to=\"a.md\") }}");
    assert!(nested.starts_with("macro: this call of `box` is not ended, or holds another call"));
}

#[test]
fn the_macros_of_every_theme_make_pictures_films_quotes_notes_and_maps() {
    let body = "{{ figure(src=\"a.svg\", alt=\"街口\", caption=\"图一\", credit=\"摄影：丙\") }}\n\n\
        {{ gallery(\"a.svg | 甲\", \"a.svg | 乙\", caption=\"两处\") }}\n\n\
        {{ quote(text=\"好\", by=\"居民\", source=\"https://a.org/\") }}\n\n\
        {{ note（title=“注意”，text=“先报名”） }}\n\n\
        在 {{ map(name=\"图书馆\", lat=31.2, lon=121.4) }} 旁\n\n\
        {{ video(url=\"https://www.bilibili.com/video/BV1x/?p=1\", title=\"片\") }}";
    let (page, found) = case_page(body, &[("content/cases/a.svg", SVG)]);
    assert_eq!(found, [""; 0]);
    for made in [
        "<figure><img src=\"/cases/a.svg\" alt=\"街口\" loading=\"lazy\"><figcaption>图一 <small>摄影：丙</small></figcaption></figure>",
        "<div><img src=\"/cases/a.svg\" alt=\"甲\" loading=\"lazy\"><img src=\"/cases/a.svg\" alt=\"乙\" loading=\"lazy\"></div><figcaption>两处</figcaption>",
        "<blockquote><p>好</p></blockquote><figcaption><a href=\"https://a.org/\">居民</a></figcaption>",
        "<aside class=\"note\"><p><strong>注意</strong></p><p>先报名</p></aside>",
        "https://uri.amap.com/marker?position=121.4,31.2&amp;name=",
        "<a href=\"https://www.bilibili.com/video/BV1x/?p=1\">片</a> <small>影片</small>",
    ] {
        assert!(page.contains(made), "{made}\n{page}");
    }
}

#[test]
fn a_film_of_another_site_plays_in_the_page_where_embeds_allows_it() {
    let site =
        "title: t\nbase_url: https://anli.shequ.cn/\nembeds: [player.bilibili.com, v.qq.com]\n";
    let body = "{{ video(url=\"https://www.bilibili.com/video/BV1x/?p=1\") }}\n\n\
        {{ video(url=\"https://v.qq.com/x/page/a1.html\") }}\n\n{{ video(src=\"a.mp4\") }}";
    let (page, found) = case_page(body, &[("site.yaml", site), ("content/cases/a.mp4", "film")]);
    assert_eq!(found, [""; 0]);
    for made in [
        "<iframe src=\"https://player.bilibili.com/player.html?bvid=BV1x\" title=\"影片\" sandbox=",
        "<iframe src=\"https://v.qq.com/txp/iframe/player.html?vid=a1\"",
        "<video src=\"/cases/a.mp4\" controls=\"\" preload=\"metadata\"></video>",
    ] {
        assert!(page.contains(made), "{made}\n{page}");
    }
}

#[test]
fn pages_and_translations_call_macros_in_their_language() {
    let files = [
        ("site.yaml", "title: t\nbase_url: https://anli.shequ.cn/\neditions: {en: {}}\n"),
        (
            "content/about.md",
            "---\ntitle: 关于\n---\n\n{{ note(text=\"页\") }}\n\n{{ metric(a) }}\n",
        ),
        (
            "content/cases/a.en.md",
            "---\ntitle: A\n---\n\n{{ map(name=\"Library\", lat=1, lon=2) }}\n",
        ),
    ];
    let (about, found) = page("about/index.html", "正文。", &files);
    assert!(about.contains("<aside class=\"note\"><p>页</p></aside>"), "{about}");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("macro: figures belong to cases"), "{found:?}");
    let (case, _) = page("en/cases/a/index.html", "正文。", &files);
    assert!(
        case.contains(
            "openstreetmap.org/?mlat=1&amp;mlon=2#map=16/1/2\">Library</a> <small>Map</small>"
        ),
        "{case}"
    );
}

#[test]
fn addresses_that_a_macro_makes_lead_into_the_edition_and_the_folder_of_the_site() {
    let site = "title: t\nbase_url: https://anli.shequ.cn/sub/\neditions: {en: {}}\n";
    let made = "<p><img src=\"{{ asset(path=\"a.svg\") }}\" alt=\"x\"><a href=\"{{ url(path=\"/about/\") }}\">x</a></p>";
    let files = [
        ("site.yaml", site),
        ("static/a.svg", SVG),
        ("templates/macros/ours.html", made),
        ("content/about.md", "---\ntitle: 关于\n---\n\n{{ ours() }}\n"),
        ("content/about.en.md", "---\ntitle: About\n---\n\n{{ ours() }}\n\n![x](/a.svg)\n"),
    ];
    for (path, about) in
        [("about/index.html", "/sub/about/"), ("en/about/index.html", "/sub/en/about/")]
    {
        let (page, found) = page(path, "正文。", &files);
        assert_eq!(found, [""; 0]);
        assert!(page.contains("<img src=\"/sub/a.svg?v="), "{page}");
        assert!(page.contains(&format!("<a href=\"{about}\">x</a>")), "{page}");
    }
    let (english, _) = page("en/about/index.html", "正文。", &files);
    assert!(english.contains("<img src=\"/sub/a.svg\" alt=\"x\""), "{english}");
}

#[test]
fn readers_find_what_a_macro_says() {
    let site = "title: t\nbase_url: https://anli.shequ.cn/\noutputs: {search: true}\n";
    let quiet = case_page("正文。", &[("site.yaml", site)]).0;
    let (page, _) = case_page("{{ note(text=\"编者按语\") }}", &[("site.yaml", site)]);
    let characters = |page: &str| {
        let at = page.find("字").expect("a count of characters");
        page[..at].chars().rev().take_while(char::is_ascii_digit).collect::<String>()
    };
    assert_ne!(characters(&quiet), characters(&page), "what a macro says counts as text");
}
