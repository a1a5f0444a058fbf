//! Repeats and percentiles.

use std::time::{Duration, Instant};

/// Sorted durations of repeated runs.
pub(crate) struct Sample(Vec<Duration>);

impl Sample {
    /// Runs a few times to warm up, then `count` times.
    pub(crate) fn of(count: usize, mut run: impl FnMut()) -> Self {
        for _ in 0..3 {
            run();
        }
        let mut times: Vec<Duration> = (0..count)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed()
            })
            .collect();
        times.sort();
        Self(times)
    }

    /// From runs that measure themselves; the first three only warm up.
    pub(crate) fn of_times(count: usize, mut run: impl FnMut() -> Duration) -> Self {
        let mut times: Vec<Duration> = (0..count + 3).map(|_| run()).skip(3).collect();
        times.sort();
        Self(times)
    }

    /// The value below which the given share of runs lies.
    pub(crate) fn percentile(&self, share: f64) -> Duration {
        let last = self.0.len() - 1;
        self.0[((last as f64) * share).round() as usize]
    }

    pub(crate) fn median(&self) -> Duration {
        self.percentile(0.5)
    }

    /// Prints one line: name, median, 99th percentile, number of runs.
    pub(crate) fn print(&self, name: &str) {
        println!(
            "{name:44} median {:>9.3} ms   p99 {:>9.3} ms   n {}",
            millis(self.median()),
            millis(self.percentile(0.99)),
            self.0.len()
        );
    }
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
