//! Files that a document refers to: stylesheets, images, fonts. Only paths inside the project
//! folder (and `data:` URLs) are ever read; nothing is fetched from the network. A path that begins with `/` counts from
//! the project folder.

use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The largest single file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Where references are looked up: first the project folder, then the files built into the program.
#[derive(Clone, Debug)]
pub struct Resources {
    root: PathBuf,
    embedded: &'static [EmbeddedFile],
    /// See [`Resources::of_a_file`].
    widening: Option<Widening>,
}

/// Words the remedy for a file outside the folder that may be read, from the folder that contains both.
pub type Widening = fn(&Path) -> String;

/// A file that is built into the program.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedFile {
    /// Its path relative to the project folder that it could be in, with forward slashes.
    pub path: &'static str,
    /// The contents.
    pub bytes: &'static [u8],
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its path relative to the project folder, with forward slashes; a key, and what its addresses are relative to.
    pub path: String,
    /// Its path as messages show it.
    pub name: String,
    /// The contents; a `Vec`, because a slice would be copied once more.
    pub bytes: Arc<Vec<u8>>,
}

/// Why a reference could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceError {
    /// No such file; the path that was looked for.
    NotFound(PathBuf),
    /// The path is outside the folder that may be read.
    Outside {
        /// The path.
        path: PathBuf,
        /// The folder, in words.
        folder: String,
        /// What to do about it.
        remedy: Option<String>,
    },
    /// The reference is a network address.
    Network(String),
    /// The file is over [`MAX_FILE_BYTES`].
    TooLarge(PathBuf),
    /// A `data:` URL that does not parse.
    MalformedDataUrl,
    /// The operating system reports an error; its message.
    Io(PathBuf, String),
}

impl fmt::Display for ResourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResourceError::NotFound(path) => write!(formatter, "there is no file {}", path.display()),
            ResourceError::Outside { path, folder, .. } => {
                write!(formatter, "{} is outside {folder}", path.display())
            }
            ResourceError::Network(url) => {
                write!(formatter, "{url} is a network address, and nothing is fetched from the network")
            }
            ResourceError::TooLarge(path) => {
                write!(formatter, "{} is larger than {} MiB", path.display(), MAX_FILE_BYTES >> 20)
            }
            ResourceError::MalformedDataUrl => write!(formatter, "the data: URL is malformed"),
            ResourceError::Io(path, message) => {
                write!(formatter, "{} cannot be read: {message}", path.display())
            }
        }
    }
}

impl std::error::Error for ResourceError {}

impl Resources {
    /// Looks up references in the folder `root`, then among `embedded`.
    pub fn new(root: impl Into<PathBuf>, embedded: &'static [EmbeddedFile]) -> Resources {
        Resources { root: root.into(), embedded, widening: None }
    }

    /// For a document that is in no project: messages name files from where the user is, as they name the document, and
    /// the remedy for an existing file outside the folder is from `widening`.
    pub fn of_a_file(self, widening: Widening) -> Resources {
        Resources { widening: Some(widening), ..self }
    }

    /// The project folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The files built into the program.
    pub fn embedded(&self) -> &'static [EmbeddedFile] {
        self.embedded
    }

    /// Reads what `url` refers to from a file in the folder `base` (relative to the project folder;
    /// empty for the project folder itself).
    ///
    /// # Errors
    /// See [`ResourceError`].
    pub fn read(&self, base: &str, url: &str) -> Result<Resource, ResourceError> {
        if let Some(data) = url.strip_prefix("data:") {
            return read_data_url(data);
        }
        if is_network_address(url) {
            return Err(ResourceError::Network(url.to_string()));
        }
        if is_network_address(base) {
            return Err(ResourceError::Network(format!("{base}/{}", url.trim_start_matches('/'))));
        }
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let path = percent_decode(path.strip_prefix("file:").unwrap_or(path));
        let is_absolute = url.starts_with("file:") && path.starts_with('/');
        match normalize(base, &path).filter(|_| !is_absolute) {
            Some(relative) => self.read_path(&relative),
            None => {
                let full = (!is_absolute).then(|| self.root.join(base).join(&path));
                Err(self.outside(url, full.as_deref()))
            }
        }
    }

    /// The path of a file relative to the project folder, as messages show it.
    fn name_of(&self, relative: &str) -> PathBuf {
        match self.widening {
            Some(_) => self.root.strip_prefix(".").unwrap_or(&self.root).join(relative),
            None => PathBuf::from(relative),
        }
    }

    /// The error for a path outside the project folder. `full` is the same from the current folder.
    fn outside(&self, path: impl Into<PathBuf>, full: Option<&Path>) -> ResourceError {
        let (folder, remedy) = match self.widening {
            None => {
                let remedy = "Copy the file into the project folder.".to_string();
                ("the project folder".to_string(), Some(remedy))
            }
            Some(widening) => {
                let name = match self.root.as_os_str().is_empty() || self.root == Path::new(".") {
                    true => "the current folder".to_string(),
                    false => format!("the folder {}", self.root.display()),
                };
                let around = full.and_then(|full| folder_around(&self.root, full));
                (name, around.map(|folder| widening(&folder)))
            }
        };
        ResourceError::Outside { path: path.into(), folder, remedy }
    }

    /// Reads a file by its path relative to the project folder.
    ///
    /// # Errors
    /// See [`ResourceError`].
    pub fn read_path(&self, relative: &str) -> Result<Resource, ResourceError> {
        let full = self.root.join(relative);
        let name = self.name_of(relative);
        let resource = |bytes| {
            let name = name.display().to_string();
            Ok(Resource { path: relative.to_string(), name, bytes: Arc::new(bytes) })
        };
        match std::fs::metadata(&full) {
            Ok(metadata) if metadata.is_file() => {
                // A symbolic link must not lead out of the project, either.
                let (Ok(real), Ok(root)) = (full.canonicalize(), self.root.canonicalize()) else {
                    return Err(ResourceError::NotFound(full));
                };
                if !real.starts_with(&root) {
                    return Err(self.outside(&name, Some(&full)));
                }
                if metadata.len() > MAX_FILE_BYTES {
                    return Err(ResourceError::TooLarge(name));
                }
                match std::fs::read(&full) {
                    Ok(bytes) => resource(bytes),
                    Err(error) => Err(ResourceError::Io(name, error.to_string())),
                }
            }
            Ok(_) => Err(ResourceError::Io(name, "it is not a file".to_string())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                match self.embedded.iter().find(|file| file.path == relative) {
                    Some(file) => resource(file.bytes.to_vec()),
                    None => Err(ResourceError::NotFound(name)),
                }
            }
            Err(error) => Err(ResourceError::Io(name, error.to_string())),
        }
    }

    /// The folder of a path relative to the project folder, as `base` for [`Resources::read`].
    pub fn folder_of(path: &str) -> &str {
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// The innermost folder that contains the folder `root` and the existing file `full`, from where `root` is named.
fn folder_around(root: &Path, full: &Path) -> Option<PathBuf> {
    let (real_root, real_file) = (root.canonicalize().ok()?, full.canonicalize().ok()?);
    let around = real_root.ancestors().find(|folder| real_file.starts_with(folder))?;
    let mut folder = root.strip_prefix(".").unwrap_or(root).to_path_buf();
    for _ in around.components().count()..real_root.components().count() {
        match folder.components().next_back() {
            Some(Component::Normal(_)) => drop(folder.pop()),
            _ => folder.push(".."),
        }
    }
    if folder.as_os_str().is_empty() {
        folder.push(".");
    }
    let is_right = real_file.is_file() && folder.canonicalize().is_ok_and(|folder| folder == around);
    is_right.then_some(folder)
}

fn is_network_address(url: &str) -> bool {
    let is_network = |scheme: &str| {
        ["http", "https", "ftp", "ws", "wss"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    };
    url.starts_with("//") || url.split_once(':').is_some_and(|(scheme, _)| is_network(scheme))
}

/// The folder that an address of a folder leads to from the folder `base`, as `base` for [`Resources::read`]. A network
/// address remains one; a leading slash means the project folder.
pub(crate) fn join_folder(base: &str, address: &str) -> String {
    if is_network_address(address) {
        return address.trim_end_matches('/').to_string();
    }
    let path = percent_decode(address.strip_prefix("file:").unwrap_or(address));
    let joined = if path.starts_with('/') { path } else { format!("{base}/{path}") };
    joined.trim_matches('/').to_string()
}

/// Joins `base` and `path` and removes `.` and `..`; `None` where it leads out of the project.
fn normalize(base: &str, path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let joined = if path.starts_with('/') { path } else { format!("{base}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(joined.trim_start_matches('/')).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// Resolves `%20` and similar escapes; what is not UTF-8 afterwards is replaced.
pub(crate) fn percent_decode(text: &str) -> String {
    String::from_utf8_lossy(&percent_decode_bytes(text)).into_owned()
}

fn percent_decode_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match hex {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    decoded
}

/// Decodes a `data:` URL (RFC 2397), without its scheme.
fn read_data_url(data: &str) -> Result<Resource, ResourceError> {
    let (media_type, body) = data.split_once(',').ok_or(ResourceError::MalformedDataUrl)?;
    let bytes = percent_decode_bytes(body);
    let bytes = if media_type.trim_end().ends_with(";base64") {
        decode_base64(&bytes).ok_or(ResourceError::MalformedDataUrl)?
    } else {
        bytes
    };
    let path = format!("data:{media_type},…");
    Ok(Resource { name: path.clone(), path, bytes: Arc::new(bytes) })
}

/// Decodes Base64 (RFC 4648, section 4); white space is skipped and padding is optional.
fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_project() {
        assert_eq!(normalize("templates", "../images/a.png").as_deref(), Some("images/a.png"));
        assert_eq!(normalize("", "./a/../b.png").as_deref(), Some("b.png"));
        assert_eq!(normalize("templates", "../../a.png"), None);
        assert_eq!(normalize("templates", "/images/a.png").as_deref(), Some("images/a.png"));
        assert_eq!(normalize("templates", "/../a.png"), None);
    }

    #[test]
    fn network_addresses_are_refused() {
        let resources = Resources::new(".", &[]);
        for url in ["https://example.org/a.png", "//example.org/a.png", "HTTP://example.org"] {
            assert!(matches!(resources.read("", url), Err(ResourceError::Network(_))), "{url}");
        }
    }

    #[test]
    fn data_urls_are_decoded() {
        let resources = Resources::new(".", &[]);
        let read = |url| resources.read("", url).map(|resource| resource.bytes.to_vec());
        assert_eq!(read("data:text/plain,a%20b"), Ok(b"a b".to_vec()));
        assert_eq!(read("data:;base64,aGk="), Ok(b"hi".to_vec()));
        assert_eq!(read("data:;base64,*"), Err(ResourceError::MalformedDataUrl));
    }
}
