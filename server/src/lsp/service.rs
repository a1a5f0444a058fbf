//! The ordering layer around the protocol service. Messages arrive here strictly in
//! order: what changes the state is applied before the next message is looked at,
//! every request gets the state of its place in the order, and runs on a task of its
//! own, so that neither a slow nor a panicking request touches the others.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_service::Service;

use super::STATUS;
use super::notifications;
use super::server::{Server, Session};

tokio::task_local! {
    static SESSION: (Arc<Session>, Arc<str>);
}

/// State and method of the request whose task this is.
pub(super) fn current() -> Option<(Arc<Session>, Arc<str>)> {
    SESSION.try_with(Clone::clone).ok()
}

/// A service in the order of arrival.
pub(super) struct Ordered<S> {
    inner: S,
    server: Arc<Server>,
}

impl<S> Ordered<S> {
    pub(super) fn new(inner: S, server: Arc<Server>) -> Self {
        Self { inner, server }
    }
}

/// A task that ends when nobody waits for it any longer.
struct Spawned<T>(JoinHandle<T>);

impl<T> Drop for Spawned<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

type Answer<E> = Pin<Box<dyn Future<Output = Result<Option<Response>, E>> + Send>>;

impl<S> Service<Request> for Ordered<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Answer<S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let id = request.id().cloned();
        let method: Arc<str> = request.method().into();
        let server = Arc::clone(&self.server);
        let apply = std::panic::AssertUnwindSafe(|| notifications::apply(&server, &request));
        super::panics::working_on(&method);
        match std::panic::catch_unwind(apply) {
            Ok(notifications::Applied::Done) => return Box::pin(async { Ok(None) }),
            Ok(notifications::Applied::PassOn) => {}
            Err(_) => {
                let answer = id.map(|id| Response::from_error(id, Error::internal_error()));
                return Box::pin(async { Ok(answer) });
            }
        }
        let session = Arc::new(self.server.session());
        let inner = self.inner.call(without_needless_params(request));
        let mut task = Spawned(tokio::spawn(SESSION.scope((session, method), inner)));
        Box::pin(async move {
            match (&mut task.0).await {
                Ok(answer) => answer,
                Err(_) => Ok(id.map(|id| Response::from_error(id, Error::internal_error()))),
            }
        })
    }
}

/// Many clients send an empty object where a method takes nothing; the library refuses it.
fn without_needless_params(request: Request) -> Request {
    if !["shutdown", STATUS].contains(&request.method()) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use serde_json::json;

    /// Panics, sleeps, blocks or answers, as the method says.
    struct Moody;

    impl Service<Request> for Moody {
        type Response = Option<Response>;
        type Error = std::convert::Infallible;
        type Future = Answer<Self::Error>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Self::Future {
            Box::pin(async move {
                match request.method() {
                    "panic" => panic!("a handler"),
                    "block" => std::thread::sleep(Duration::from_secs(2)),
                    _ => {}
                }
                let answer = json!(current().map(|(session, _)| session.snapshot.revision));
                Ok(request.id().map(|id| Response::from_ok(id.clone(), answer)))
            })
        }
    }

    fn ordered() -> Ordered<Moody> {
        let (outbound, _) = tokio::sync::mpsc::unbounded_channel();
        let (jobs, _) = mpsc::channel();
        Ordered::new(Moody, Arc::new(Server::new(outbound, jobs)))
    }

    fn request(method: &'static str, id: i64) -> Request {
        Request::build(method).id(id).finish()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_panic_is_an_internal_error_and_the_next_request_is_answered() {
        let mut service = ordered();
        let broken = service.call(request("panic", 1)).await.unwrap().unwrap();
        assert_eq!(broken.error().unwrap().code.code(), -32603);
        assert_eq!(broken.id(), &1.into());
        let silent = Request::build("panic").finish();
        assert_eq!(service.call(silent).await.unwrap(), None);
        assert!(
            service
                .call(request("fine", 2))
                .await
                .unwrap()
                .unwrap()
                .is_ok()
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_blocking_request_does_not_hold_up_the_next() {
        let mut service = ordered();
        let blocking = service.call(request("block", 1));
        let quick = service.call(request("fine", 2));
        tokio::select! {
            biased;
            _ = blocking => panic!("the blocking one first"),
            answer = quick => assert!(answer.unwrap().unwrap().is_ok()),
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn every_request_sees_the_state_of_its_place_in_the_order() {
        let mut service = ordered();
        let init = json!({"capabilities": {}});
        let init = Request::build("initialize").id(0).params(init).finish();
        service.call(init).await.unwrap();
        let open = |number: i64| {
            let document = json!({
                "uri": format!("file:///nowhere/{number}.txt"),
                "languageId": "text", "version": 1, "text": "",
            });
            Request::build("textDocument/didOpen")
                .params(json!({ "textDocument": document }))
                .finish()
        };
        let mut answers = Vec::new();
        for number in 0..50 {
            drop(service.call(open(number)));
            answers.push(service.call(request("state", number)));
        }
        let mut seen = Vec::new();
        for answer in answers {
            let answer = answer.await.unwrap().unwrap();
            seen.push(answer.result().unwrap().as_u64().unwrap());
        }
        assert!(
            seen.windows(2).all(|pair| pair[1] == pair[0] + 1),
            "{seen:?}"
        );
    }
}
