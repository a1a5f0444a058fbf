//! Progress bar on standard error, shown only on a terminal and only when the
//! work lasts longer than half a second.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_millis(500);

/// Counts integrations.
pub(super) struct Progress {
    start: Instant,
    done: AtomicUsize,
    bar: OnceLock<ProgressBar>,
    wanted: bool,
}

impl Progress {
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            start: Instant::now(),
            done: AtomicUsize::new(0),
            bar: OnceLock::new(),
            wanted,
        }
    }

    /// One more of `all` is done.
    pub(super) fn step(&self, all: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.wanted && self.start.elapsed() > PATIENCE {
            let bar = self.bar.get_or_init(|| {
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                let style = ProgressStyle::with_template("{bar:30} {pos}/{len} integrations");
                bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            });
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    }

    /// Takes the bar off the screen.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
