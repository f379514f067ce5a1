//! Tries the program and the engine on damaged and random inputs: `cargo run --release -p brochure-fuzz -- html`.
//!
//! A worker process runs one input after another in its own process. It ends when an input panics, takes longer than
//! [`MAX_TIME`] of the processor or more memory than [`MAX_MEMORY`], or does not end at all; the number of the input is in a
//! file, so its parent keeps the input in `fuzz/found` and starts another worker behind it. An input depends only on its
//! target and number, and what is found does not depend on what else the machine does.

mod mutate;
mod targets;

use std::alloc::System;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cap::Cap;
use clap::Parser;
use fastrand::Rng;

use targets::Target;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// The most memory that an input may take, in bytes.
const MAX_MEMORY: usize = 1 << 30;
/// The longest time of the processor that an input may take.
const MAX_TIME: Duration = Duration::from_secs(10);
/// The longest time that may pass: an input that waits for nothing takes no time of the processor.
const MAX_WAIT: Duration = Duration::from_secs(300);
/// How many inputs a worker runs.
const BATCH: u64 = 2000;

/// Tries the program and the engine on damaged and random inputs.
#[derive(Parser)]
struct Arguments {
    target: Target,
    /// How long to try [default: until --count inputs have been tried]
    #[arg(long)]
    minutes: Option<u64>,
    /// How many inputs to try
    #[arg(long, default_value_t = 1000)]
    count: u64,
    /// The number of the first input
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Run the inputs in this process, and write the number of each to this file before it runs
    #[arg(long, hide = true)]
    worker: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let ended = match &arguments.worker {
        Some(progress) => work(&arguments, &root, progress),
        None => supervise(&arguments, &root),
    };
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Runs inputs; returns whether all ended well.
fn work(arguments: &Arguments, root: &Path, progress: &Path) -> std::io::Result<bool> {
    let prepared = arguments.target.prepare(root)?;
    // The input that runs; 0 before the first.
    static RUNNING: AtomicU64 = AtomicU64::new(0);
    std::thread::spawn(move || {
        let (mut watched, mut begun, mut used_before) = (0, Instant::now(), processor_time());
        loop {
            std::thread::sleep(Duration::from_millis(200));
            let running = RUNNING.load(Ordering::Relaxed);
            if running != watched {
                (watched, begun, used_before) = (running, Instant::now(), processor_time());
            }
            let used = processor_time().saturating_sub(used_before);
            if used > MAX_TIME || begun.elapsed() > MAX_WAIT {
                eprintln!("{} s of the processor in {} s", used.as_secs(), begun.elapsed().as_secs());
                std::process::exit(3);
            }
        }
    });
    let before = ALLOCATOR.allocated();
    let _ = ALLOCATOR.set_limit(before + MAX_MEMORY);
    for number in arguments.first..arguments.first + arguments.count {
        RUNNING.store(number + 1, Ordering::Relaxed);
        std::fs::write(progress, number.to_string())?;
        prepared.run(&input(arguments.target, &prepared.corpus, number))?;
    }
    Ok(true)
}

/// The time that this process has had of processors, with all its threads.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn input(target: Target, corpus: &[Vec<u8>], number: u64) -> Vec<u8> {
    mutate::mutated(corpus, target.dictionary(), &mut Rng::with_seed(number ^ (target as u64) << 56))
}

/// Starts workers until time or inputs are used up; returns whether no input failed.
fn supervise(arguments: &Arguments, root: &Path) -> std::io::Result<bool> {
    let folder = tempfile::tempdir()?;
    let progress = folder.path().join("progress");
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
    let name = format!("{:?}", arguments.target).to_lowercase();
    let corpus = arguments.target.prepare(root)?.corpus;
    let end = arguments.minutes.map(|minutes| Instant::now() + Duration::from_secs(minutes * 60));
    let last = arguments.first + arguments.count;
    let (mut first, mut failures) = (arguments.first, 0);
    while end.map_or(first < last, |end| Instant::now() < end) {
        let count = if end.is_some() { BATCH } else { BATCH.min(last - first) };
        let status = Command::new(std::env::current_exe()?)
            .args([&name, "--first", &first.to_string(), "--count", &count.to_string(), "--worker"])
            .arg(&progress)
            .status()?;
        first += count;
        if !status.success() {
            failures += 1;
            let number: u64 = std::fs::read_to_string(&progress)?.parse().map_err(std::io::Error::other)?;
            std::fs::create_dir_all(&found)?;
            let kept = found.join(format!("{name}-{number}"));
            std::fs::write(&kept, input(arguments.target, &corpus, number))?;
            println!("{name}: input {number} ended with {status}, kept in {}", kept.display());
            first = number + 1;
        }
    }
    println!("{name}: inputs {} to {first}, {failures} failures", arguments.first);
    Ok(failures == 0)
}
