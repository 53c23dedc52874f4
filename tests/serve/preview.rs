//! A preview of a small publication, an editor at its files and a browser at its pages.

#![expect(clippy::disallowed_methods, reason = "the tests play the editor, and start the program")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// When a test gives up waiting.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// Returns the file of a case whose model and region no other case has.
pub(crate) fn case(title: &str, number: u8, body: &str) -> String {
    let regions = ["北京市东城区", "上海市静安区", "广东省广州市南沙区", "陕西省宝鸡市渭滨区"];
    let region = regions[usize::from(number) % regions.len()];
    format!(
        "---\ntitle: {title}\ndistrict: {region}\nmodel: 模式{number}\n\
         date: 20{:02}-05-01\n---\n\n{body}\n",
        10 + number
    )
}

/// A publication on the disk.
pub(crate) struct Publication {
    folder: TempDir,
}

impl Publication {
    pub(crate) fn new() -> Self {
        let publication = Self { folder: tempfile::tempdir().unwrap() };
        publication.write(
            "site.yaml",
            "title: 案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\n",
        );
        publication.write("content/index.md", "---\ntitle: 首页\n---\n\n欢迎。\n");
        publication.write("content/about.md", "---\ntitle: 关于\n---\n\n关于本站。\n");
        publication.write("content/cases/one.md", &case("甲案例", 0, "甲的正文。"));
        publication.write("content/cases/two.md", &case("乙案例", 1, "乙的正文。"));
        publication.write("content/cases/静安.md", &case("丙案例", 2, "丙的正文。"));
        publication
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Saves as many editors do: a new file takes the old one's name.
    pub(crate) fn save_by_rename(&self, path: &str, text: &str) {
        let temporary = self.at(path).with_extension("md.tmp~");
        fs::write(&temporary, text).unwrap();
        fs::rename(temporary, self.at(path)).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).unwrap();
    }

    /// Runs the program to its end and returns its exit status and standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["--lang", "en"])
            .args(arguments)
            .args(["--root", self.folder.path().to_str().unwrap()])
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    pub(crate) fn serve(self) -> Preview {
        self.serve_with(&[])
    }

    pub(crate) fn serve_with(self, arguments: &[&str]) -> Preview {
        let mut program = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["--lang", "en", "serve", "--port", "0"])
            .args(arguments)
            .args(["--root", self.folder.path().to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let terminal = Arc::new(Mutex::new(String::new()));
        let (told, ready) = channel();
        let lines = BufReader::new(program.stderr.take().unwrap()).lines();
        let written = Arc::clone(&terminal);
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(rest) = line.strip_prefix("preview: http://") {
                    let _ = told.send(rest.split(' ').next().unwrap().to_owned());
                }
                let mut written = written.lock().unwrap();
                written.push_str(&line);
                written.push('\n');
            }
        });
        let url = ready
            .recv_timeout(DEADLINE)
            .unwrap_or_else(|_| panic!("no preview: {}", terminal.lock().unwrap()));
        let (host, prefix) = url.split_once('/').unwrap();
        let address: SocketAddr = host.parse().unwrap();
        Preview {
            publication: self,
            program,
            address,
            prefix: prefix.trim_end_matches('/').to_owned(),
            terminal,
        }
    }
}

/// A running preview.
pub(crate) struct Preview {
    pub(crate) publication: Publication,
    program: Child,
    pub(crate) address: SocketAddr,
    pub(crate) prefix: String,
    terminal: Arc<Mutex<String>>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Preview {
    /// Sends a request as it stands and returns all that comes back.
    pub(crate) fn send(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        // A request that is turned away before it was read to its end may be answered by a reset,
        // too.
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(bytes)
    }

    pub(crate) fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            request.push_str(&format!("host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        self.send(format!("{request}\r\n").as_bytes())
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }

    /// Waits until a page is as `is_so` says, and returns it.
    pub(crate) fn until(&self, target: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
        let mut last = self.get(target);
        wait(
            || {
                last = self.get(target);
                is_so(&last)
            },
            target,
        );
        self.get(target)
    }

    pub(crate) fn until_shown(&self, target: &str, text: &str) -> Answer {
        self.until(target, |answer| answer.status == 200 && answer.text().contains(text))
    }

    /// Opens the stream of events for a page as it is now, as its script does.
    pub(crate) fn open(&self, target: &str) -> OpenPage {
        let page = self.get(target).text();
        let query = page
            .split("/__casebook/reload.js?")
            .nth(1)
            .expect("a page with the script")
            .split('"')
            .next()
            .unwrap();
        self.open_as(&query.replace("&amp;", "&"))
    }

    fn open_as(&self, query: &str) -> OpenPage {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "GET /__casebook/events?{query} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address)
            .unwrap();
        let (told, events) = channel();
        thread::spawn(move || {
            let mut name = String::new();
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some(event) = line.strip_prefix("event: ") {
                    event.clone_into(&mut name);
                } else if let Some(data) = line.strip_prefix("data:")
                    && told.send((name.clone(), data.trim_start().to_owned())).is_err()
                {
                    return;
                }
            }
        });
        OpenPage { events }
    }

    /// Returns the first event that the page of `query` is told when it comes back.
    pub(crate) fn told_at_once(&self, query: &str) -> String {
        let open = self.open_as(query);
        open.events.recv_timeout(DEADLINE).unwrap().0
    }

    /// What was written to the terminal.
    pub(crate) fn terminal(&self) -> String {
        self.terminal.lock().unwrap().clone()
    }

    /// Sends a signal, waits for the end and returns the exit status.
    pub(crate) fn interrupt(&mut self) -> i32 {
        let id = rustix::process::Pid::from_child(&self.program);
        rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
        let mut status = None;
        wait(
            || {
                status = self.program.try_wait().unwrap();
                status.is_some()
            },
            "the program ended",
        );
        status.and_then(|status| status.code()).expect("an exit status")
    }
}

/// Waits until something is so.
pub(crate) fn wait(mut is_so: impl FnMut() -> bool, what: &str) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < DEADLINE, "never so: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// What a page that is open is told.
pub(crate) struct OpenPage {
    events: Receiver<(String, String)>,
}

impl OpenPage {
    /// Waits for an event for which `is_it` holds, and returns it with all that came before.
    pub(crate) fn until(&self, is_it: impl Fn(&str, &str) -> bool) -> (String, Vec<String>) {
        let start = Instant::now();
        let mut before = Vec::new();
        loop {
            match self.events.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                Ok((name, data)) if is_it(&name, &data) => return (data, before),
                Ok((name, _)) => before.push(name),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("never told; before: {before:?}")
                }
            }
        }
    }

    pub(crate) fn until_told(&self, name: &str) -> Vec<String> {
        self.until(|told, _| told == name).1
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn read(bytes: Vec<u8>) -> Self {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            return Self { status: 0, headers: Vec::new(), body: bytes };
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or_default();
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body without the script that only a preview has.
    pub(crate) fn plain(&self) -> Vec<u8> {
        let Ok(text) = String::from_utf8(self.body.clone()) else { return self.body.clone() };
        let Some((before, rest)) = text.split_once("<script type=\"module\" src=\"/__casebook/")
        else {
            return self.body.clone();
        };
        format!("{before}{}", rest.split_once("</script>").unwrap().1).into_bytes()
    }
}
