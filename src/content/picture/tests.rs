use super::*;

fn exif_block(order: &[u8; 2], orientation: u16) -> Vec<u8> {
    let is_little = order == b"II";
    let short = |value: u16| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    let long = |value: u32| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    let mut block = order.to_vec();
    block.extend(short(42));
    block.extend(long(8));
    block.extend(short(2));
    // A tag before it: the camera's maker.
    block.extend([short(0x010F), short(2)].concat());
    block.extend([long(4), long(0)].concat());
    block.extend([short(0x0112), short(3)].concat());
    block.extend(long(1));
    block.extend([short(orientation), short(0)].concat());
    block.extend(long(0));
    block
}

fn jpeg(exif: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1];
    let inner = [b"Exif\0\0", exif].concat();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(inner.len() + 2).unwrap().to_be_bytes());
    bytes.extend(inner);
    bytes.extend([0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]);
    bytes
}

fn png(exif: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    for (kind, inner) in [(b"IHDR", &[0; 13][..]), (b"eXIf", exif), (b"IEND", b"")] {
        bytes.extend(u32::try_from(inner.len()).unwrap().to_be_bytes());
        bytes.extend(kind);
        bytes.extend(inner);
        bytes.extend([0; 4]);
    }
    bytes
}

fn webp(exif: &[u8]) -> Vec<u8> {
    let mut inner = b"WEBPVP8X".to_vec();
    inner.extend([10, 0, 0, 0]);
    inner.extend([0; 10]);
    inner.extend(b"EXIF");
    inner.extend(u32::try_from(exif.len()).unwrap().to_le_bytes());
    inner.extend(exif);
    let length = u32::try_from(inner.len()).unwrap().to_le_bytes();
    [&b"RIFF"[..], &length, &inner].concat()
}

#[test]
fn a_picture_is_turned_as_its_camera_says() {
    for order in [b"II", b"MM"] {
        for orientation in 0..=9 {
            let block = exif_block(order, orientation);
            for bytes in [jpeg(&block), png(&block), webp(&block)] {
                assert_eq!(is_turned(&bytes), (5..=8).contains(&orientation), "{orientation}");
                assert_eq!(find_flaw(&bytes), None);
            }
        }
    }
}

#[test]
fn what_the_camera_wrote_wrongly_turns_nothing() {
    let block = exif_block(b"II", 6);
    for end in 0..block.len() - 6 {
        let _ = is_turned(&jpeg(&block[..end]));
        let _ = is_turned(&png(&block[..end]));
        let _ = is_turned(&webp(&block[..end]));
    }
    for bytes in
        [jpeg(b"II*\0\xFF\xFF\xFF\xFF"), jpeg(b"XX"), webp(&[]), vec![0xFF, 0xD8, 0xFF, 0xE1]]
    {
        assert!(!is_turned(&bytes));
    }
}

#[test]
fn what_browsers_do_not_show_is_told() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    for (bytes, wrong) in [
        (&b""[..], Flaw::Empty),
        (heic, Flaw::Format("HEIC")),
        (b"II*\0\x08\0\0\0", Flaw::Format("TIFF")),
        (b"MM\0*\0\0\0\x08", Flaw::Format("TIFF")),
        (b"8BPS\0\x01", Flaw::Format("PSD")),
        (b"\0\0\0\x18ftypcrx \0\0\0\0", Flaw::Format("RAW")),
        (b"%PDF-1.7", Flaw::Format("PDF")),
        (b"PK\x03\x04word", Flaw::NoPicture),
        (b"<!doctype html><p>404", Flaw::NoPicture),
        (b"<!doctype html><body><svg></svg>", Flaw::NoPicture),
        (b"\0\0\0\x18ftypisom\0\0\0\0isom", Flaw::NoPicture),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>", Flaw::BrokenDrawing),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>", Flaw::BrokenDrawing),
    ] {
        assert_eq!(find_flaw(bytes), Some(wrong), "{bytes:?}");
    }
    for whole in [jpeg(&exif_block(b"II", 1)), png(b""), webp(b"abcd")] {
        assert_eq!(find_flaw(&whole[..whole.len() / 2]), Some(Flaw::CutOff));
    }
    // The end of the small picture inside is none of the large one.
    let with_small = jpeg(&[0xFF, 0xD8, 0xFF, 0xD9]);
    assert_eq!(find_flaw(&with_small[..with_small.len() - 2]), Some(Flaw::CutOff));
}

#[test]
fn what_browsers_show_is_left_alone() {
    let avif = b"\0\0\0\x18ftypavif\0\0\0\0mif1avif";
    for bytes in [
        &avif[..],
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"<?xml version=\"1.0\"?><!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>",
        b"\xEF\xBB\xBF<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"BM\x0A\0\0\0\0\0\0\0",
        b"\0\0\x01\0\x01\0",
    ] {
        assert_eq!(find_flaw(bytes), None, "{bytes:?}");
    }
}
