//! A small language client: starts any server on standard input and output, answers
//! what servers ask, and measures how long answers take.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    child: Child,
    stdin: ChildStdin,
    inbox: Receiver<Value>,
    next_id: u64,
    /// When the process was started.
    pub(crate) started: Instant,
}

impl Client {
    /// Starts a server and completes the handshake; `None` when it cannot be started.
    pub(crate) fn start(command: &[&str], root: &Path) -> Option<Self> {
        let started = Instant::now();
        let mut child = Command::new(command[0])
            .args(&command[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let stdin = child.stdin.take()?;
        let mut reader = BufReader::new(child.stdout.take()?);
        let (sender, inbox) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read_message(&mut reader) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut client = Self {
            child,
            stdin,
            inbox,
            next_id: 0,
            started,
        };
        let uri = uri(root);
        client.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": "bench"}],
                "capabilities": {
                    "textDocument": {
                        "publishDiagnostics": {"versionSupport": true},
                        "completion": {"completionItem": {"snippetSupport": true}}
                    }
                },
            }),
        )?;
        client.notify("initialized", json!({}));
        Some(client)
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.stdin
            .write_all(frame.as_bytes())
            .expect("the server reads");
        self.stdin.flush().expect("the server reads");
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Option<Value> {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id && message.get("method").is_none())
            .map(|mut message| message["result"].take())
    }

    pub(crate) fn open(&mut self, path: &Path, language: &str, text: &str) {
        let document =
            json!({"uri": uri(path), "languageId": language, "version": 0, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces a range of one line: `(line, from, to)`.
    pub(crate) fn edit(
        &mut self,
        path: &Path,
        version: i64,
        at: (usize, usize, usize),
        text: &str,
    ) {
        let (line, from, to) = at;
        let range = json!({
            "start": {"line": line, "character": from},
            "end": {"line": line, "character": to},
        });
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": uri(path), "version": version},
                "contentChanges": [{"range": range, "text": text}],
            }),
        );
    }

    /// Replaces the whole text.
    pub(crate) fn edit_all(&mut self, path: &Path, version: i64, text: &str) {
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": uri(path), "version": version},
                "contentChanges": [{"text": text}],
            }),
        );
    }

    /// Waits for diagnostics of a file, of at least the given version when servers tell it.
    pub(crate) fn diagnostics(&mut self, path: &Path, version: i64) -> Option<Value> {
        let uri = uri(path);
        self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && same_uri(&message["params"]["uri"], &uri)
                && message["params"]["version"]
                    .as_i64()
                    .is_none_or(|told| told >= version)
        })
    }

    /// Waits until nothing arrives for a while.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while let Ok(message) = self.inbox.recv_timeout(quiet) {
            self.answer(&message);
        }
    }

    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.inbox.recv_timeout(left).ok()?;
            if wanted(&message) {
                return Some(message);
            }
            self.answer(&message);
        }
    }

    /// Servers ask for configuration, registrations and progress tokens.
    fn answer(&mut self, message: &Value) {
        let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) else {
            return;
        };
        let result = if method == "workspace/configuration" {
            let count = message["params"]["items"].as_array().map_or(0, Vec::len);
            Value::Array(vec![Value::Null; count])
        } else {
            Value::Null
        };
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
    }

    /// Resident memory in MiB: now, and at its peak. Linux only.
    pub(crate) fn memory(&self) -> Option<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace()
                .nth(1)?
                .parse::<f64>()
                .ok()
                .map(|kib| kib / 1024.0)
        };
        Some((field("VmRSS:")?, field("VmHWM:")?))
    }

    pub(crate) fn stop(mut self) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        if self.child.wait().is_err() {
            let _ = self.child.kill();
        }
    }
}

pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn same_uri(told: &Value, uri: &str) -> bool {
    told.as_str()
        .is_some_and(|told| told == uri || told.replace("%3A", ":") == uri)
}

fn read_message(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
