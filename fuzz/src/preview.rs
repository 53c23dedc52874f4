//! A preview beside files that it must not give away.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::World;
use casebook::serve::Preview;

use crate::{SITE, small_publication};

/// What the preview takes for its own name.
pub const HOST: &str = "localhost:4400";

/// Plans the small publication, with a canary in every file that is no input of it.
pub fn open_preview() -> Preview {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/preview");
    // What an earlier version left would be of the publication.
    let _ = fs::remove_dir_all(&folder);
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    let mut world = small_publication();
    world.write("site.yaml", format!("# canary\n{SITE}"));
    for entry in world.files() {
        write(entry.path.as_str(), &world.read(&entry.path).expect("a file"));
    }
    for path in ["secret.txt", "public/index.html", "templates/private.html", ".git/config"] {
        write(path, b"canary");
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 4400));
    let preview = Preview::open(&folder, true, address, |_| Speech::English);
    preview.expect("a preview")
}
