//! `brochure watch`: what it serves, what it refuses, and that it follows changes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::kit::{
    CASPIAN, LAYOUT, Project, assert_contains, copy, messages, program, replace, shipped, write,
};

/// How long an answer or an event may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The running command.
struct Watch {
    child: Child,
    /// The address and the port.
    host: String,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    /// Starts the command on a free port.
    fn start(folder: &Path, arguments: &[&str]) -> Watch {
        let mut child = program()
            .args(["watch", "--port", "0", "-C"])
            .arg(folder)
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stream = BufReader::new(child.stderr.take().expect("messages"));
        let mut line = String::new();
        stream.read_line(&mut line).expect("a line");
        // What it says later is not read, but must not block it.
        std::thread::spawn(move || std::io::copy(&mut stream, &mut std::io::sink()));
        let (url, _) = line.split_once(' ').unwrap_or_else(|| panic!("no address in {line:?}"));
        let host = url.strip_prefix("http://").and_then(|url| url.strip_suffix('/'));
        let host = host.unwrap_or_else(|| panic!("no address in {line:?}")).to_string();
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        Watch { child, host }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    /// The status, the head and the body of an answer.
    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> (u16, String, Vec<u8>) {
        let mut stream = self.connect();
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(stream, "{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        let status = head[9..12].parse().expect("a status");
        (status, head, answer[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.request("GET", path, &[("Host", &self.host)])
    }

    fn json(&self, path: &str) -> Value {
        let (status, _, body) = self.get(path);
        assert_eq!(status, 200, "{path}");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn events(&self, document: &str) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /events/{document} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).expect("sent");
        Events(BufReader::new(stream))
    }

    /// Where the last word of a page that is `word` comes from.
    fn origin(&self, event: &Value, page: usize, word: &str) -> Value {
        let document = event["document"].as_str().expect("a name");
        let round = &event["pagesOfRound"];
        let areas = self.json(&format!("/areas/{document}/{page}/{round}"));
        let areas = areas.as_array().expect("a list");
        let area = areas
            .iter()
            .rposition(|area| area[2] == word)
            .unwrap_or_else(|| panic!("no {word} on page {page}"));
        self.json(&format!("/origins/{document}/{page}/{round}/{area}"))
    }

    /// The index of the first page with a word.
    fn page_with(&self, event: &Value, word: &str) -> usize {
        let (document, round) = (event["document"].as_str().expect("a name"), &event["pagesOfRound"]);
        let has = |page: &usize| {
            let areas = self.json(&format!("/areas/{document}/{page}/{round}"));
            areas.as_array().expect("a list").iter().any(|area| area[0] == "word" && area[2] == word)
        };
        (0..digests(event).len()).find(has).unwrap_or_else(|| panic!("no page has {word}"))
    }
}

/// The stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).expect("an event"), 0, "the stream has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }
}

fn digests(event: &Value) -> Vec<&str> {
    let pages = event["pages"].as_array().expect("pages");
    pages.iter().map(|page| page["digest"].as_str().expect("a digest")).collect()
}

/// The line of the first `words` in a file.
fn line_of(project: &Path, file: &str, words: &str) -> usize {
    let text = std::fs::read_to_string(project.join(file)).expect("a text");
    let offset = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {file}"));
    text[..offset].matches('\n').count() + 1
}

/// A project with one association, which is quick to render.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "data/brochure.yaml",
        "edition: {year: 2026, as_of: 2026-11-24}\ntitle: Memberships\nlanguages: [en]\n",
    );
    write(folder.path(), "data/institution.yaml", "name: University\n");
    write(
        folder.path(),
        "data/memberships/one.yaml",
        "id: one\nname: Danube Conference\nabout: Rectors of O'Brien & Sons meet twice.\nuniversity: {status: member}\n",
    );
    write(
        folder.path(),
        "templates/brochure.html.hbs",
        "<!doctype html>\n<html lang=\"{{language}}\"><head><title>T</title>\n<style>@page { size: 100mm 80mm; margin: 5mm }</style></head>\n<body>\n{{#each memberships}}\n<section class=\"part\">\n<h1>{{name}}</h1>\n<p>First words. {{about}} {{@root.edition.year}}</p>\n</section>\n<p style=\"break-before: page\">Last page</p>\n{{/each}}\n</body></html>\n",
    );
    folder
}

#[test]
fn a_changed_value_is_shown_and_traced_to_its_line() {
    let project = Project::new();
    let watch = Watch::start(project.folder(), &[]);
    let mut events = watch.events("");
    let before = events.next();
    assert_eq!(before["failed"], false, "{before}");
    assert_eq!(before["document"], "brochure");
    let (status, head, png) = watch.get(&format!("/pictures/{}/72", digests(&before)[0]));
    assert_eq!(status, 200, "{head}");
    assert!(png.starts_with(b"\x89PNG\r\n"), "{head}");
    project.replace(CASPIAN, "Caspian", "Zaspian");
    let after = events.next();
    assert_eq!(after["failed"], false, "{after}");
    let (old, new) = (digests(&before), digests(&after));
    assert_eq!(old.len(), new.len());
    let changed = old.iter().zip(&new).filter(|(old, new)| old != new).count();
    assert!(changed > 0 && changed < old.len(), "{changed} of {} pages", old.len());
    let page = watch.page_with(&after, "Zaspian");
    let origin = watch.origin(&after, page, "Zaspian");
    let line = line_of(project.folder(), CASPIAN, "Zaspian");
    let value = &origin["values"][0];
    assert_eq!(
        (value["file"].as_str(), value["line"].as_u64()),
        (Some(CASPIAN), Some(line as u64)),
        "{origin}"
    );
    let address = value["address"].as_str().expect("an address");
    let path = project.folder().canonicalize().expect("a folder").join(CASPIAN);
    assert!(address.starts_with(&format!("vscode://file{}:{line}:", path.display())), "{address}");
    // The pages of the round before are not kept.
    let gone = format!("/areas/brochure/0/{}", before["round"]);
    assert_eq!(watch.get(&gone).0, 410);
}

#[test]
fn errors_are_shown_beside_the_last_good_pages() {
    let folder = small();
    let watch = Watch::start(folder.path(), &[]);
    let mut events = watch.events("brochure");
    let good = events.next();
    assert_eq!(digests(&good).len(), 2, "{good}");
    let file = folder.path().join("data/memberships/one.yaml");
    replace(&file, "name: Danube", "nmae: Danube");
    let broken = events.next();
    assert_eq!(broken["failed"], true);
    assert_eq!(digests(&broken), digests(&good));
    assert_eq!(broken["pagesOfRound"], good["round"]);
    let message = &broken["messages"][0];
    assert_eq!(message["severity"], "error", "{broken}");
    assert_eq!(message["places"][0]["file"], "data/memberships/one.yaml");
    assert_eq!(message["places"][0]["line"], 2);
    assert_eq!(watch.get(&format!("/pictures/{}/96", digests(&broken)[1])).0, 200);
    // An error of a layout is found while it is filled.
    replace(&file, "nmae: Danube", "name: Danube");
    assert_eq!(events.next()["failed"], false);
    let layout = folder.path().join("templates/brochure.html.hbs");
    replace(&layout, "{{name}}", "{{nmae}}");
    let broken = events.next();
    assert_eq!((&broken["failed"], digests(&broken)), (&true.into(), digests(&good)));
    assert_eq!(broken["messages"][0]["places"][0]["file"], LAYOUT);
    assert_eq!(broken["messages"][0]["places"][0]["line"], 7);
    replace(&layout, "{{nmae}}", "{{name}}");
    let repaired = events.next();
    assert_eq!(repaired["failed"], false);
    assert_eq!(digests(&repaired), digests(&good));
}

#[test]
fn a_project_that_is_broken_at_first_is_shown_once_it_is_right() {
    let folder = small();
    let file = folder.path().join("data/institution.yaml");
    std::fs::write(&file, "name: [\n").expect("written");
    let watch = Watch::start(folder.path(), &[]);
    let mut events = watch.events("");
    let broken = events.next();
    assert_eq!((&broken["failed"], digests(&broken).len()), (&true.into(), 0));
    assert_eq!(broken["messages"][0]["places"][0]["file"], "data/institution.yaml");
    std::fs::write(&file, "name: University\n").expect("written");
    let mut event = events.next();
    // An editor would not write in two steps; a test may be caught between them.
    while event["failed"] == true {
        event = events.next();
    }
    assert_eq!(digests(&event).len(), 2);
}

#[test]
fn a_file_that_is_renamed_over_another_counts_and_results_do_not() {
    let folder = small();
    write(folder.path(), "output/brochure.pdf", "%PDF-");
    let watch = Watch::start(folder.path(), &[]);
    let mut events = watch.events("");
    let first = events.next();
    write(folder.path(), "output/brochure.pdf", "%PDF- longer");
    write(folder.path(), "data/memberships/.one.yaml.swp", "as editors write beside a file");
    std::thread::sleep(Duration::from_millis(1500));
    let file = folder.path().join("data/memberships/one.yaml");
    let text = std::fs::read_to_string(&file).expect("a text").replace("twice", "daily");
    let beside = folder.path().join("data/memberships/.new");
    std::fs::write(&beside, text).expect("written");
    std::fs::rename(&beside, &file).expect("renamed");
    let second = events.next();
    assert_eq!(second["round"].as_u64(), first["round"].as_u64().map(|round| round + 1));
    let (old, new) = (digests(&first), digests(&second));
    assert_ne!(old[0], new[0]);
    // The second page has not changed, although its elements may have other numbers.
    assert_eq!(old[1], new[1]);
}

#[test]
fn a_picture_that_is_added_is_noticed() {
    let folder = small();
    replace(
        &folder.path().join("templates/brochure.html.hbs"),
        "<p>First",
        "<img src=\"/pictures/a.svg\" alt=\"\"><p>First",
    );
    let watch = Watch::start(folder.path(), &[]);
    let mut events = watch.events("");
    let lacking = events.next();
    assert_eq!(lacking["failed"], true, "{lacking}");
    let picture =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>"#;
    write(folder.path(), "pictures/a.svg", picture);
    let mut event = events.next();
    while event["failed"] == true {
        event = events.next();
    }
    let before = digests(&event)[0].to_string();
    write(folder.path(), "pictures/a.svg", picture.replace("h9v9z", "h9v5z"));
    assert_ne!(digests(&events.next())[0], before);
}

#[test]
fn a_word_is_traced_to_its_letters_and_a_box_to_its_tag() {
    let folder = small();
    // Windows line ends.
    let file = folder.path().join("data/memberships/one.yaml");
    let text = std::fs::read_to_string(&file).expect("a text").replace('\n', "\r\n");
    std::fs::write(&file, text).expect("written");
    let watch = Watch::start(folder.path(), &["--editor", "idea://open?file=PATH&line=LINE&column=COLUMN"]);
    let event = watch.events("").next();
    let value = |word: &str| {
        let origin = watch.origin(&event, 0, word);
        let value = &origin["values"][0];
        (
            value["file"].as_str().unwrap_or_default().to_string(),
            value["line"].clone(),
            value["column"].clone(),
            origin,
        )
    };
    let expected =
        |column: u64| ("data/memberships/one.yaml".to_string(), Value::from(3), Value::from(column));
    for (word, column) in [("O'Brien", 19), ("&", 27), ("Sons", 29), ("twice.", 39), ("of", 16)] {
        let (file, line, at, origin) = value(word);
        assert_eq!((file, line, at), expected(column), "{word}: {origin}");
    }
    let (_, _, _, origin) = value("Conference");
    let address = origin["values"][0]["address"].as_str().expect("an address");
    assert!(address.starts_with("idea://open?file=/"), "{address}");
    assert!(address.ends_with("one.yaml&line=2&column=14"), "{address}");
    // A number is a guess, and said to be one.
    let origin = watch.origin(&event, 0, "2026");
    assert_eq!(origin["values"].as_array().map(Vec::len), Some(0));
    assert_eq!(
        (&origin["numbers"][0]["file"], &origin["numbers"][0]["line"]),
        (&"data/brochure.yaml".into(), &1.into()),
        "{origin}"
    );
    // Words of the layout itself are of no value.
    let origin = watch.origin(&event, 0, "First");
    assert_eq!(
        (&origin["values"].as_array().map(Vec::len), &origin["layout"]["line"]),
        (&Some(0), &8.into()),
        "{origin}"
    );
    let origin = watch.origin(&event, 0, "<section class=\"part\">");
    assert_eq!(
        (&origin["layout"]["file"], &origin["layout"]["line"]),
        (&LAYOUT.into(), &6.into()),
        "{origin}"
    );
}

#[test]
fn languages_are_chosen_by_the_names_of_their_files() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("data"), &folder.path().join("data"));
    let watch = Watch::start(folder.path(), &["--lang", "az"]);
    let event = watch.events("").next();
    assert_eq!(
        (&event["document"], &event["language"]),
        (&"brochure.az".into(), &"az".into()),
        "{}",
        event["messages"]
    );
    let names: Vec<&str> = event["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|each| each["name"].as_str())
        .collect();
    assert_eq!(names, ["brochure.az", "brochure"]);
    let english = watch.events("brochure").next();
    assert_eq!((&english["document"], &english["language"]), (&"brochure".into(), &"en".into()));
    assert!(!digests(&english).is_empty());
}

#[test]
fn right_to_left_words_are_traced() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/persian"), folder.path());
    let watch = Watch::start(folder.path(), &[]);
    let event = watch.events("").next();
    assert_eq!(
        (&event["language"], &event["failed"]),
        (&"fa".into(), &false.into()),
        "{}",
        event["messages"]
    );
    let page = watch.page_with(&event, "کرانهٔ");
    let origin = watch.origin(&event, page, "کرانهٔ");
    let file = origin["values"][0]["file"].as_str().unwrap_or_default();
    assert_eq!(file, "data/memberships/sea.yaml", "{origin}");
}

#[test]
fn only_the_page_is_served_and_only_to_this_computer() {
    let folder = small();
    write(folder.path(), "secret.txt", "secret");
    let watch = Watch::start(folder.path(), &[]);
    let (status, head, page) = watch.get("/");
    let page = String::from_utf8(page).expect("UTF-8");
    assert_eq!(status, 200);
    assert_contains(
        &head,
        &[
            "content-type: text/html; charset=utf-8",
            "content-security-policy: default-src 'none';",
            "frame-ancestors 'none'",
        ],
    );
    // It takes nothing from elsewhere.
    assert!(page.contains("<script>") && !page.contains("http://") && !page.contains("https://"), "{page}");
    assert!(!page.contains("STYLE") && !page.contains("SCRIPT"), "{page}");
    let port = watch.host.split(':').next_back().expect("a port");
    assert_eq!(watch.request("GET", "/", &[("Host", &format!("localhost:{port}"))]).0, 200);
    for host in [
        "example.org",
        &format!("example.org:{port}"),
        "127.0.0.1:1",
        &format!("127.0.0.1.example.org:{port}"),
        "",
    ] {
        for path in ["/", "/events/brochure", "/areas/brochure/0/1"] {
            assert_eq!(watch.request("GET", path, &[("Host", host)]).0, 403, "{host} {path}");
        }
    }
    assert!([400, 403].contains(&watch.request("GET", "/", &[]).0));
    let foreign =
        [("Host", watch.host.as_str()), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")];
    assert_eq!(watch.request("GET", "/pictures/0/72", &foreign).0, 403);
    assert_eq!(watch.request("GET", "/", &foreign).0, 403);
    let link =
        [("Host", watch.host.as_str()), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")];
    assert_eq!(watch.request("GET", "/", &link).0, 200);
    let event = watch.events("").next();
    let digest = digests(&event)[0];
    for path in [
        "/secret.txt",
        "/data/brochure.yaml",
        "/../secret.txt",
        "/pictures/../secret.txt",
        "/pictures/..%2Fsecret.txt/72",
        "/pictures/0000000000000000/72",
        &format!("/pictures/{digest}/73"),
        "/areas/brochure/99/1",
        "/origins/brochure/0/1/99999",
        "/pictures/x/y",
        "/areas/brochure/-1/1",
        "/favicon.ico",
    ] {
        let (status, _, body) = watch.get(path);
        assert_eq!(status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("secret"), "{path}");
    }
    assert_eq!(watch.request("POST", "/", &[("Host", &watch.host), ("Content-Length", "0")]).0, 405);
}

#[cfg(unix)]
#[test]
fn the_server_ends_with_the_command() {
    let folder = small();
    for signal in ["-TERM", "-INT"] {
        let mut watch = Watch::start(folder.path(), &[]);
        let mut events = watch.events("");
        events.next();
        let killed =
            std::process::Command::new("kill").args([signal, &watch.child.id().to_string()]).status();
        assert!(killed.expect("it starts").success());
        let start = Instant::now();
        while watch.child.try_wait().expect("a status").is_none() {
            assert!(start.elapsed() < Duration::from_secs(10), "it goes on after {signal}");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(TcpStream::connect(&watch.host).is_err(), "it still listens after {signal}");
    }
}

#[test]
fn what_cannot_begin_is_said() {
    let folder = small();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let missing = folder.path().join("missing").display().to_string();
    let here = folder.path().display().to_string();
    for (arguments, expected) in [
        (["-C", &here, "--port", &port], format!("port {port} is used by another program")),
        (["-C", &missing, "--port", "0"], format!("there is no folder {missing}")),
        (["-C", &here, "--editor", "code"], "`--editor` is not an address".to_string()),
        (["-C", &here, "--editor", "vscode://file"], "does not say where the file belongs".to_string()),
    ] {
        let output = program().arg("watch").args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_contains(&messages(&output), &[&expected, "help: "]);
    }
}
