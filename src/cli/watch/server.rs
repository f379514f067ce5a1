//! The server of the page: for this computer only, and only what the page is made of.
//!
//! | address | answer |
//! | --- | --- |
//! | `/` | the page |
//! | `/events/DOCUMENT` | a server-sent event for each round, with the list of pages and the messages |
//! | `/pictures/DIGEST/DOTS` | the picture of a page as PNG |
//! | `/areas/DOCUMENT/PAGE/ROUND` | what can be pointed at on a page |
//! | `/origins/DOCUMENT/PAGE/ROUND/AREA` | where an area comes from |
//!
//! Other web pages in the same browser must not read it. A request is refused unless its `Host` is this computer, because
//! a foreign name may lead here (DNS rebinding), and if the browser says that another site asks.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::page;
use super::places::Places;
use super::preview::Preview;
use super::rounds::Wake;
use super::site::Site;

/// The resolutions of pictures, in pixels an inch.
const DOTS: [u16; 5] = [72, 96, 144, 192, 288];

/// The variable parts of a path; one that is not of their types is unknown.
type Parts<T> = Result<Path<T>, PathRejection>;

/// What the answers are made of.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) site: watch::Receiver<Site>,
    pub(super) wakes: Sender<Wake>,
    pub(super) places: Arc<Places>,
    /// The addresses that this computer has in `Host`.
    hosts: [String; 2],
}

impl Shared {
    pub(super) fn new(
        site: watch::Receiver<Site>,
        wakes: Sender<Wake>,
        places: Arc<Places>,
        address: SocketAddr,
    ) -> Shared {
        let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", address.port()));
        Shared { site, wakes, places, hosts }
    }
}

/// Answers requests until the program ends.
///
/// # Errors
/// If the operating system refuses.
pub(super) fn serve(listener: TcpListener, shared: Shared) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router(shared)).await
    })
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/events/", get(events_of_first))
        .route("/events/{document}", get(events))
        .route("/pictures/{digest}/{dots}", get(picture))
        .route("/areas/{document}/{page}/{round}", get(areas))
        .route("/origins/{document}/{page}/{round}/{area}", get(origin))
        .layer(middleware::from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}

/// Refuses requests that are not from the page, and forbids the page to take anything from elsewhere.
async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let is_here =
        text("host").is_some_and(|host| shared.hosts.iter().any(|known| host.eq_ignore_ascii_case(known)));
    let is_own = text("sec-fetch-site").is_none_or(|site| ["same-origin", "none"].contains(&site));
    // A link in a message may lead to the page itself.
    let is_link = request.uri().path() == "/" && text("sec-fetch-mode") == Some("navigate");
    let mut response = match is_here && (is_own || is_link) {
        true => next.run(request).await,
        false => (StatusCode::FORBIDDEN, "Only this computer can see this page.\n").into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", page::POLICY.as_str()),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "no-referrer"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn page() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page::HTML.as_str()).into_response()
}

async fn events_of_first(state: State<Shared>) -> Response {
    events(state, Path(String::new())).await
}

/// An event for each round that changes what is shown of a document.
async fn events(State(shared): State<Shared>, Path(document): Path<String>) -> Response {
    // If rendering has ended, so does the program.
    let _ = shared.wakes.send(Wake::Shown(document.clone()));
    let mut last: Option<Arc<str>> = None;
    let stream = WatchStream::new(shared.site).filter_map(move |site| {
        let event = site.view(&document)?.event.clone();
        let is_new = last.as_ref().is_none_or(|last| !Arc::ptr_eq(last, &event));
        last = Some(event.clone());
        is_new.then(|| Ok::<Event, Infallible>(Event::default().data(event)))
    });
    sse(stream).into_response()
}

fn sse<S: Stream<Item = Result<Event, Infallible>> + Send + 'static>(stream: S) -> impl IntoResponse {
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// Draws a page. It is drawn again only for another browser, because its address changes with what it shows.
async fn picture(State(shared): State<Shared>, path: Parts<(String, u16)>) -> Response {
    let Ok(Path((digest, dots))) = path else { return not_found() };
    let found = shared.site.borrow().picture(&digest);
    let Some((preview, page)) = found.filter(|_| DOTS.contains(&dots)) else { return not_found() };
    let drawn = tokio::task::spawn_blocking(move || preview.picture(page, dots)).await;
    match drawn {
        Ok(Some(png)) => {
            let headers = [
                (header::CONTENT_TYPE, "image/png"),
                (header::CACHE_CONTROL, "private, max-age=3600, immutable"),
            ];
            (headers, Body::from(png)).into_response()
        }
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "The page cannot be drawn.\n").into_response(),
    }
}

async fn areas(State(shared): State<Shared>, path: Parts<(String, usize, u64)>) -> Response {
    let Ok(Path((document, page, round))) = path else { return not_found() };
    of_preview(&shared, &document, round, move |preview, _| preview.areas(page)).await
}

async fn origin(State(shared): State<Shared>, path: Parts<(String, usize, u64, usize)>) -> Response {
    let Ok(Path((document, page, round, area))) = path else { return not_found() };
    of_preview(&shared, &document, round, move |preview, places| preview.origin(page, area, places)).await
}

/// An answer about the pages of a round, which are not kept once there are newer ones.
async fn of_preview(
    shared: &Shared,
    document: &str,
    round: u64,
    answer: impl FnOnce(&Preview, &Places) -> Option<serde_json::Value> + Send + 'static,
) -> Response {
    let preview = shared.site.borrow().view(document).and_then(|view| view.preview.clone());
    let Some(preview) = preview else { return not_found() };
    if preview.round != round {
        return (StatusCode::GONE, "There are newer pages.\n").into_response();
    }
    let places = shared.places.clone();
    match tokio::task::spawn_blocking(move || answer(&preview, &places)).await {
        Ok(Some(answer)) => {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            (headers, answer.to_string()).into_response()
        }
        _ => not_found(),
    }
}

fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
