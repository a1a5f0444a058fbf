//! Standard input that tells when it ends: answers that are held back would keep a
//! server alive whose client is gone.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, ReadBuf};

use super::server::Server;

/// Input of the server.
pub(super) struct Input<I> {
    inner: I,
    server: Arc<Server>,
}

impl<I> Input<I> {
    pub(super) fn new(inner: I, server: Arc<Server>) -> Self {
        Self { inner, server }
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Input<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.inner).poll_read(cx, buffer);
        let ended = match &read {
            Poll::Ready(Ok(())) => buffer.filled().len() == before && buffer.remaining() > 0,
            Poll::Ready(Err(_)) => true,
            Poll::Pending => false,
        };
        if ended {
            self.server.input_closed();
        }
        read
    }
}
