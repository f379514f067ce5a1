//! `brochure watch`: shows the brochure in the browser while its files are edited.
//!
//! Two threads: this one renders (`rounds.rs`), the other answers requests (`server.rs`). What is shown goes from the
//! first to the second as a `Site`; that files have changed, or that another document is to be shown, goes the other way.
//!
//! A round reads the whole project and renders the documents that are shown. Each page gets a number for what is drawn
//! on it; the page in the browser asks for pictures with new numbers, once they are in view, and they are drawn then.

mod changes;
mod editor;
mod page;
mod places;
mod preview;
mod rounds;
mod server;
mod site;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, mpsc};

use tokio::sync::watch;

use super::terminal::{open, report, say};
use super::watch_arguments::WatchArguments;
use changes::FolderWatcher;
use editor::EditorAddress;
use engine::diagnostics::{Diagnostic, Diagnostics};
use places::Places;
use rounds::{Rounds, Wake, Wanted, absolute};
use server::Shared;
use site::Site;

/// The port unless another is asked for, so that a bookmark of the page stays right.
const USUAL_PORT: u16 = 8127;

/// Shows the brochure until the command is ended. Returns false if it cannot begin.
pub(super) fn run(arguments: &WatchArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let folder = arguments.project.folder();
    if !folder.is_dir() {
        let message = format!("there is no folder {}", folder.display());
        let help = "Name the project folder after `-C`, or begin one with `brochure init DIR`.";
        diagnostics.push(Diagnostic::error(message).path(folder).help(help));
        return report(&diagnostics);
    }
    let editor = EditorAddress::choose(arguments.editor.as_deref())
        .map_err(|(fault, help)| diagnostics.push(Diagnostic::error(fault).help(help)));
    let listener = listen(arguments.port).map_err(|fault| diagnostics.push(fault));
    let (Ok(editor), Ok(listener)) = (editor, listener) else { return report(&diagnostics) };
    let address = match listener.local_addr() {
        Ok(address) => address,
        Err(error) => {
            diagnostics.push(Diagnostic::error(format!("the page cannot be served: {error}")));
            return report(&diagnostics);
        }
    };
    let places = Arc::new(Places { root: absolute(folder), editor });
    let (site, shown) = watch::channel(Site::default());
    let (wakes, woken) = mpsc::channel();
    let shared = Shared::new(shown, wakes.clone(), places.clone(), address);
    let changed = wakes.clone();
    let watcher = FolderWatcher::new(move || drop(changed.send(Wake::Files)));
    std::thread::spawn(move || {
        if let Err(error) = server::serve(listener, shared) {
            say(&format!("the page cannot be served any longer: {error}\n"));
        }
        drop(wakes.send(Wake::Ended));
    });
    let url = format!("http://{address}/");
    say(&format!("{url} shows the brochure, and follows every saved change until you press Ctrl-C\n"));
    if arguments.open {
        open(&url, &url);
    }
    let wanted = Wanted {
        folder: folder.to_path_buf(),
        layouts: arguments.layout.iter().cloned().collect(),
        language: arguments.language.clone(),
        threads: arguments.project.threads(),
    };
    Rounds::new(wanted, places, site).run(watcher, &woken);
    false
}

/// Listens on a port of this computer, which other computers cannot reach.
fn listen(port: Option<u16>) -> Result<TcpListener, Diagnostic> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let bound = match port {
        Some(port) => bind(port),
        None => bind(USUAL_PORT).or_else(|_| bind(0)),
    };
    bound.map_err(|error| {
        let port = port.unwrap_or_default();
        let message = match error.kind() {
            io::ErrorKind::AddrInUse => format!("port {port} is used by another program"),
            io::ErrorKind::PermissionDenied => format!("port {port} is reserved by the system"),
            _ => format!("port {port} cannot be used: {error}"),
        };
        Diagnostic::error(message).help("Leave `--port` out: a port that is free is found then.")
    })
}
