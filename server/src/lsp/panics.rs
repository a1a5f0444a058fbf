//! What is told about a panic: where it happened and on whose behalf. Never its
//! message, which may quote the user's files.

use std::cell::RefCell;
use std::sync::Weak;

use super::server::Server;

thread_local! {
    static METHOD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Names what this thread works on from now on.
pub(super) fn working_on(what: &str) {
    METHOD.with_borrow_mut(|method| what.clone_into(method));
}

/// Has panics logged to standard error and remembered for the status.
pub(super) fn install_hook(server: Weak<Server>) {
    std::panic::set_hook(Box::new(move |info| {
        let of_task = super::service::current().map(|(_, method)| method.to_string());
        let what = of_task.unwrap_or_else(|| METHOD.with_borrow(Clone::clone));
        let place = info.location().map(ToString::to_string);
        let message = format!(
            "internal error in {what} at {}",
            place.as_deref().unwrap_or("an unknown place")
        );
        eprintln!("{}: {message}", super::SOURCE);
        if let Some(server) = server.upgrade() {
            server.note_error(message);
        }
    }));
}
