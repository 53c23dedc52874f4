//! Files that can run something in a reader's browser: whoever contributes a text must not publish
//! one with it.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::foundation::path::SourcePath;
use crate::say;

/// Endings of files that browsers, or servers, run or may run whatever they hold.
const ENDINGS: [&str; 25] = [
    "asp", "aspx", "cgi", "cjs", "hta", "htc", "htm", "html", "js", "jsp", "mht", "mhtml", "mjs",
    "php", "phtml", "shtml", "svgz", "swf", "vbs", "wasm", "xht", "xhtml", "xml", "xsl", "xslt",
];

/// Elements of a drawing that run something or hold what is no drawing.
const ELEMENTS: [&str; 11] = [
    "audio",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "handler",
    "iframe",
    "link",
    "object",
    "script",
    "video",
];

/// Tells whether a browser may run what the file holds.
#[must_use]
pub fn is_active(path: &SourcePath, bytes: &[u8]) -> bool {
    let name = path.file_name().to_ascii_lowercase();
    // Servers look at each ending: `a.php.txt` is a script to some.
    let mut endings = name.split('.').skip(1);
    if name.ends_with(".svg") {
        return draws_and_acts(bytes);
    }
    endings.any(|ending| ENDINGS.contains(&ending))
}

/// Says that the file is not published, and where files go that are trusted.
#[must_use]
pub fn report(path: &SourcePath) -> Diagnostic {
    let is_drawing = path.as_str().to_ascii_lowercase().ends_with(".svg");
    let message: Text = if is_drawing {
        say!(
            "这张矢量图里有脚本或会自己动作的内容，没有发布"
                | "this drawing holds a script or something that acts by itself: it \
                   is not published"
        )
    } else {
        say!(
            "这种文件在读者的浏览器里可以运行程序，content 里的不发布"
                | "files of this kind can run programs in a reader's browser: those in content \
                   are not published"
        )
    };
    let hint: Text = if is_drawing {
        say!(
            "请用作图软件另存为“普通 SVG”，或改用 PNG；确实可信的，请网站管理者放进 static/"
                | "save it as plain SVG or as PNG; when it is trusted, whoever runs the site \
                   puts it into static/"
        )
    } else {
        say!(
            "请改用 PDF 或图片，或者把内容写进文章；确实可信的，请网站管理者放进 static/"
                | "use a PDF or a picture, or write the text into a page; when it is trusted, \
                   whoever runs the site puts it into static/"
        )
    };
    Diagnostic::error("active-file", path, message).with_hint(hint)
}

/// Tells whether a drawing holds anything but shapes, texts and pictures. What cannot be told
/// counts as active.
fn draws_and_acts(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    // Entities can spell what is looked for here; instructions can call for a style sheet with
    // scripts.
    if declares(text) {
        return true;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if acts(&tag) => return true,
            Ok(Event::Eof) => return false,
            Ok(_) => {}
            // Browsers show what comes before the fault, which was looked at. What comes after may
            // be read by a lenient one.
            Err(_) => return looks_active(text),
        }
    }
}

/// Tells whether a drawing declares anything. The document type that drawing programs write
/// declares nothing.
fn declares(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<!entity", "<!attlist", "<?xml-stylesheet"].iter().any(|mark| lower.contains(mark))
}

fn looks_active(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let has_element = ELEMENTS.iter().any(|name| lower.contains(name));
    has_element || lower.contains("javascript:") || lower.contains(" on")
}

fn acts(tag: &BytesStart<'_>) -> bool {
    let name = tag.local_name().as_ref().to_ascii_lowercase();
    if ELEMENTS.contains(&name.as_str()) {
        return true;
    }
    // Duplicates are no reason to stop looking.
    tag.attributes().with_checks(false).any(|attribute| {
        let Ok(attribute) = attribute else { return true };
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let Ok(value) = unescape(&attribute.value) else { return true };
        // `<set attributeName="onclick">` gives an element what it may not be written with.
        let sets =
            key == "attributename" && value.trim_start().to_ascii_lowercase().starts_with("on");
        key.starts_with("on") || sets || value.split(';').any(runs)
    })
}

/// Tells whether a value is an address that runs something, however it is spaced (WHATWG URL drops
/// these signs).
fn runs(value: &str) -> bool {
    let value: String =
        value.chars().filter(|c| *c > ' ').take(24).flat_map(char::to_lowercase).collect();
    value.starts_with("javascript:")
        || value.starts_with("vbscript:")
        || value.starts_with("data:") && !is_picture(&value)
}

/// Tells whether a `data:` address holds a picture of dots.
fn is_picture(value: &str) -> bool {
    ["png", "jpeg", "jpg", "gif", "webp", "avif"].iter().any(|kind| {
        value["data:".len()..].strip_prefix("image/").is_some_and(|rest| rest.starts_with(kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn active(name: &str, text: &str) -> bool {
        is_active(&SourcePath::new(name), text.as_bytes())
    }

    #[test]
    fn what_runs_is_told_by_its_ending() {
        for name in
            ["a.html", "a.HTM", "b/a.js", "a.mjs", "a.php.txt", "a.xhtml", "a.svgz", "a.xml"]
        {
            assert!(active(name, "x"), "{name}");
        }
        for name in ["a.pdf", "a.png", "html", "js.csv", "a.json", "a.docx", "a.mp4"] {
            assert!(!active(name, "<script>"), "{name}");
        }
    }

    #[test]
    fn a_drawing_that_only_draws_is_published() {
        for drawing in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\" style=\"fill:red\"/></svg>",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
             \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg><text>on</text><style>p{}</style></svg>",
            "<svg><a href=\"https://example.org/\"><image \
             href=\"data:image/png;base64,AA==\"/></a></svg>",
            "<svg><use xlink:href=\"#a\"/><animate attributeName=\"x\" to=\"1\"/></svg>",
        ] {
            assert!(!active("a.svg", drawing), "{drawing}");
        }
    }

    #[test]
    fn a_drawing_that_acts_is_not() {
        for drawing in [
            "<svg><script>1</script></svg>",
            "<svg><SCRIPT href=\"a.js\"/></svg>",
            "<svg><s:script xmlns:s=\"http://www.w3.org/2000/svg\">1</s:script></svg>",
            "<svg onload=\"x()\"/>",
            "<svg><g OnClick='x'/></svg>",
            "<svg><a href=\"javascript:x\">a</a></svg>",
            "<svg><a xlink:href=\" java&#10;script:x\">a</a></svg>",
            "<svg><a><animate attributeName=\"href\" values=\"javascript:x\"/></a></svg>",
            "<svg><set attributeName=\"onmouseover\" to=\"x\"/><foreignObject/></svg>",
            "<svg><image href=\"data:image/svg+xml,&lt;svg/&gt;\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY x \"<script/>\">]><svg>&x;</svg>",
            "<?xml-stylesheet href=\"a.xsl\"?><svg/>",
            "<svg><g></svg><script>",
            "<svg a=b <script>1</script>",
        ] {
            assert!(active("a.svg", drawing), "{drawing}");
        }
        assert!(is_active(&SourcePath::new("a.svg"), &[0xFF, 0xFE, b'<', 0]));
    }
}
