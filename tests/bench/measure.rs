//! Repeats and percentiles.

use std::any::Any;
use std::time::{Duration, Instant};

/// Sorted durations of repeated runs.
pub(crate) struct Sample(Vec<Duration>);

impl Sample {
    /// Several things to do, one after the other, `count` rounds after a few to warm up. What a
    /// run gives is given back to the system behind the clock: a program that ends does not.
    pub(crate) fn in_turns<const N: usize>(
        count: usize,
        runs: [&dyn Fn() -> Box<dyn Any>; N],
    ) -> [Self; N] {
        let mut times = [const { Vec::new() }; N];
        for round in 0..count + 3 {
            for (run, times) in runs.iter().zip(&mut times) {
                let start = Instant::now();
                let outcome = run();
                if round >= 3 {
                    times.push(start.elapsed());
                }
                drop(std::hint::black_box(outcome));
            }
        }
        times.map(|mut times| {
            times.sort();
            Self(times)
        })
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
