//! The language server: a thin skin over `workspace`, `rules` and `ide`.
//!
//! Messages come in through `service`, strictly in order; `notifications` change
//! the state, `backend` answers requests from snapshots of it. Three helpers work
//! beside: `check` publishes findings of open documents, `index` reads
//! repositories, `outbound` sends. Protocol types stay inside this folder.

mod backend;
mod capabilities;
mod check;
mod convert;
mod index;
mod input;
mod lines;
mod notifications;
mod outbound;
mod panics;
mod requests;
mod server;
mod service;
mod status;
mod uri;

use std::process::ExitCode;
use std::sync::{Arc, mpsc};

use backend::Backend;
use input::Input;
use server::Server;
use service::Ordered;
use tower_lsp::LspService;

/// Name of the server in messages and diagnostics.
const SOURCE: &str = "integrations-ls";

/// Our own request: what the server knows, for people who wonder.
const STATUS: &str = "integrationsLs/status";

/// Our own request: what a specification renders to.
const RENDERED: &str = "integrationsLs/rendered";

/// Requests in flight; more than any client sends at once.
const CONCURRENCY: usize = 64;

/// Serves one client over standard input and output until it says `exit` or goes away.
/// Success when it said `shutdown` before.
#[must_use]
pub fn serve() -> ExitCode {
    stay_small();
    // Two threads move messages; work is done on others, whose number is bounded too:
    // every further thread costs memory of its own.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_time()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{SOURCE}: the runtime cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(session());
    // A read of standard input may still be pending and cannot be interrupted.
    runtime.shutdown_background();
    code
}

/// A server lives all day, and most of a huge page would lie idle. Where the system has none, or
/// does not say, nothing is lost.
fn stay_small() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

async fn session() -> ExitCode {
    let (outbound, messages) = tokio::sync::mpsc::unbounded_channel();
    let (jobs, work) = mpsc::channel();
    let server = Arc::new(Server::new(outbound, jobs));
    panics::install_hook(Arc::downgrade(&server));
    let (service, socket) = LspService::build(|client| {
        tokio::spawn(outbound::run(messages, client, Arc::clone(&server)));
        Backend::new(Arc::clone(&server))
    })
    .custom_method(STATUS, Backend::status)
    .custom_method(RENDERED, Backend::rendered)
    .custom_method("$/setTrace", Backend::set_trace)
    .finish();
    let checker = Arc::clone(&server);
    std::thread::spawn(move || check::run(&checker));
    let indexer = Arc::clone(&server);
    std::thread::spawn(move || index::run(&work, &indexer));
    let input = Input::new(tokio::io::stdin(), Arc::clone(&server));
    tower_lsp::Server::new(input, tokio::io::stdout(), socket)
        .concurrency_level(CONCURRENCY)
        .serve(Ordered::new(service, Arc::clone(&server)))
        .await;
    if server.read(|live| live.shut_down) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
