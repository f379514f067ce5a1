//! What a long run is doing, on a terminal: nothing for a second, then one line, which is gone when the run ends.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::is_quiet;

/// How long a run may take without a line.
const PATIENCE: Duration = Duration::from_secs(1);

/// The line of a run.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Closed when the run ends; nothing is sent.
    running: Option<Sender<()>>,
    shower: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins a run. Nothing is shown where standard error is no terminal, or if the user wants it quiet.
    pub(super) fn start() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::default_spinner());
        let target = ProgressDrawTarget::stderr();
        if is_quiet() || target.is_hidden() {
            return Progress { bar, running: None, shower: None };
        }
        let (running, end) = channel::<()>();
        let shown = bar.clone();
        let shower = thread::spawn(move || {
            if end.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(target);
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Progress { bar, running: Some(running), shower: Some(shower) }
    }

    /// What is being done now: a file's name, for example.
    pub(super) fn at(&self, what: &str) {
        self.bar.set_message(what.to_string());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.running.take());
        // Its only failure would be a panic.
        let _ = self.shower.take().map(JoinHandle::join);
        self.bar.finish_and_clear();
    }
}
