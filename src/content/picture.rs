//! What a browser makes of a picture, told from its first bytes: which format, whether it is whole,
//! how a camera turned it.

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Why browsers do not show a file as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is nothing in it.
    Empty,
    /// It is a picture, of a format that browsers do not know.
    Format(&'static str),
    /// It is something else.
    NoPicture,
    /// Its end is missing.
    CutOff,
    /// It is a drawing (SVG) that is not well-formed.
    BrokenDrawing,
}

/// How many bytes at the head of a drawing may come before its first element.
const HEAD: usize = 4096;

/// Returns why browsers do not show the bytes as a picture; `None` when they do. The name of the
/// file does not matter: browsers go by the bytes too, but for drawings.
#[must_use]
pub fn find_flaw(bytes: &[u8]) -> Option<Flaw> {
    if bytes.is_empty() {
        return Some(Flaw::Empty);
    }
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => {
            cut_off(memmem::rfind(bytes, b"IEND").is_some())
        }
        [0xFF, 0xD8, 0xFF, ..] => cut_off(jpeg_ends(bytes)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => {
            cut_off(bytes.iter().rev().find(|byte| **byte != 0) == Some(&0x3B))
        }
        [b'R', b'I', b'F', b'F', a, b, c, d, b'W', b'E', b'B', b'P', ..] => {
            let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
            cut_off(bytes.len() >= length.saturating_add(8))
        }
        [b'B', b'M', a, b, c, d, 0, 0, 0, 0, ..] => {
            let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
            cut_off(length <= 54 || bytes.len() >= length)
        }
        [0, 0, 1 | 2, 0, ..] => None,
        _ => other_format(bytes),
    }
}

fn cut_off(is_whole: bool) -> Option<Flaw> {
    (!is_whole).then_some(Flaw::CutOff)
}

/// Pictures that browsers do not show, by their first bytes.
const FORMATS: [(&[u8], &str); 14] = [
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"8BPS", "PSD"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"IIU\0", "RAW"),
    (b"\0MRM", "RAW"),
    (b"\0\0\0\x0CjP  ", "JPEG 2000"),
    (b"\0\0\0\x0CJXL ", "JPEG XL"),
    (b"\xFF\x0A", "JPEG XL"),
    (b"II\xBC", "JPEG XR"),
    (b"\xD7\xCD\xC6\x9A", "WMF"),
];

fn other_format(bytes: &[u8]) -> Option<Flaw> {
    if let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = bytes {
        return iso_media(bytes, brand);
    }
    if let Some((_, name)) = FORMATS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(Flaw::Format(name));
    }
    if bytes.starts_with(b"%PDF") {
        return Some(Flaw::Format("PDF"));
    }
    if bytes.starts_with(b"%!PS") || bytes.starts_with(b"\xC5\xD0\xD3\xC6") {
        return Some(Flaw::Format("EPS"));
    }
    if bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF") {
        return Some(Flaw::Format("EMF"));
    }
    read_drawing(bytes)
}

/// Tells apart what is kept in the container of MPEG-4: AVIF is shown, photos of phones and raw
/// photos are not.
fn iso_media(bytes: &[u8], brand: &[u8]) -> Option<Flaw> {
    let main = brand.get(..4).unwrap_or_default();
    let size = bytes.get(..4).and_then(|size| size.try_into().ok()).map_or(0, u32::from_be_bytes);
    let all = bytes.get(8..(size as usize).min(bytes.len())).unwrap_or_default();
    let has = |wanted: &[u8]| all.chunks_exact(4).any(|own| own == wanted);
    match main {
        b"avif" | b"avis" => None,
        b"crx " => Some(Flaw::Format("RAW")),
        _ if has(b"avif") => None,
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => {
            Some(Flaw::Format("HEIC"))
        }
        _ => Some(Flaw::NoPicture),
    }
}

/// Reads a file as a drawing, and tells what is wrong when it seems to be one.
fn read_drawing(bytes: &[u8]) -> Option<Flaw> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if memmem::find(head, b"<svg").is_none() && memmem::find(head, b":svg").is_none() {
        return Some(Flaw::NoPicture);
    }
    let mut reader = Reader::from_reader(bytes);
    let (mut depth, mut is_drawing) = (0_usize, None);
    loop {
        match reader.read_event() {
            Ok(event @ (Event::Start(_) | Event::Empty(_))) => {
                depth += usize::from(matches!(event, Event::Start(_)));
                if let (None, Event::Start(tag) | Event::Empty(tag)) = (is_drawing, event) {
                    let is_svg = tag.local_name().as_ref() == "svg";
                    is_drawing = Some(is_svg);
                    // Without its namespace a browser does not take it for a picture.
                    if is_svg
                        && !tag
                            .attributes()
                            .flatten()
                            .any(|own| own.key.as_ref().starts_with("xmlns"))
                    {
                        return Some(Flaw::BrokenDrawing);
                    }
                }
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) if is_drawing == Some(true) => return Some(Flaw::BrokenDrawing),
            Err(_) => return Some(Flaw::NoPicture),
        }
    }
    match is_drawing {
        Some(true) => (depth > 0).then_some(Flaw::BrokenDrawing),
        _ => Some(Flaw::NoPicture),
    }
}

/// Tells whether the picture data of a JPEG come to their end. A small picture among the data of
/// the camera has an end too, and does not count.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let Some(at) = jpeg_segments(bytes).find(|(kind, _, _)| *kind == 0xDA).map(|(_, at, _)| at)
    else {
        return false;
    };
    memmem::find(bytes.get(at..).unwrap_or_default(), &[0xFF, 0xD9]).is_some()
}

/// Returns the segments of a JPEG up to its picture data: kind, place and contents.
fn jpeg_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, usize, &[u8])> {
    let mut at = 2;
    let mut is_done = false;
    std::iter::from_fn(move || {
        while !is_done && bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let [0xFF, kind, high, low] = *bytes.get(at..at.checked_add(4)?)? else { return None };
        if is_done {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let start = at + 4;
        let inner = bytes.get(start..at + 2 + length.max(2)).unwrap_or_default();
        is_done = kind == 0xDA;
        at += 2 + length.max(2);
        Some((kind, start, inner))
    })
}

/// Tells whether browsers show the picture turned by a quarter, so that what the file calls its
/// width is its height.
#[must_use]
pub fn is_turned(bytes: &[u8]) -> bool {
    find_exif(bytes)
        .and_then(read_orientation)
        .is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// Finds what the camera noted, from its byte order on.
fn find_exif(bytes: &[u8]) -> Option<&[u8]> {
    const HEAD: &[u8] = b"Exif\0\0";
    match bytes {
        [0xFF, 0xD8, ..] => jpeg_segments(bytes)
            .filter(|(kind, _, _)| *kind == 0xE1)
            .find_map(|(_, _, inner)| inner.strip_prefix(HEAD)),
        [0x89, b'P', b'N', b'G', _, _, _, _, rest @ ..] => {
            png_chunks(rest).find(|(kind, _)| kind == b"eXIf").map(|(_, inner)| inner)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', rest @ ..] => {
            let (_, inner) = riff_chunks(rest).find(|(kind, _)| kind == b"EXIF")?;
            Some(inner.strip_prefix(HEAD).unwrap_or(inner))
        }
        _ => None,
    }
}

/// Returns the chunks of a PNG: length, name, contents, checksum.
fn png_chunks(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?.try_into().ok()?;
        let inner = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(length + 12..).unwrap_or_default();
        Some((kind, inner))
    })
}

/// Returns the chunks of a WebP: name, length, contents, padded to an even length.
fn riff_chunks(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let kind = rest.get(..4)?.try_into().ok()?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let inner = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(length + 8 + length % 2..).unwrap_or_default();
        Some((kind, inner))
    })
}

/// Reads the tag 0x0112 of the first directory (Exif 2.32, 4.6.4).
fn read_orientation(exif: &[u8]) -> Option<u16> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = exif.get(4..8)?.try_into().ok()?;
    let start =
        if is_little { u32::from_le_bytes(long) } else { u32::from_be_bytes(long) } as usize;
    let count = usize::from(short(start)?);
    (0..count)
        .map(|entry| start.saturating_add(2 + 12 * entry))
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| short(at.checked_add(8)?))
}

#[cfg(test)]
mod tests;
