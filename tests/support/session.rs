//! A client of the language server: starts the real binary, speaks the protocol over
//! its standard streams, and fails when a message was sent that the test did not expect.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Long enough for a busy machine; reached only when the server is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a client says at the start.
pub(crate) struct Start {
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) capabilities: Value,
    pub(crate) options: Value,
}

impl Start {
    /// A client without any capability in some folders.
    pub(crate) fn plain(folders: &[&Path]) -> Self {
        Self {
            folders: folders.iter().map(|f| (*f).to_owned()).collect(),
            capabilities: json!({}),
            options: Value::Null,
        }
    }

    /// The same with other capabilities.
    pub(crate) fn with(self, capabilities: Value) -> Self {
        Self {
            capabilities,
            ..self
        }
    }
}

/// A running server and what it sent that nobody looked at yet.
pub(crate) struct Session {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    unseen: VecDeque<Value>,
    next_id: i64,
    /// Answer to `initialize`.
    pub(crate) initialized: Value,
    ended: bool,
}

/// Address of a path, every special character escaped.
pub(crate) fn uri(path: &Path) -> String {
    let text = path.to_str().expect("UTF-8");
    let mut out = String::from("file://");
    // Windows tells real paths as `\\?\C:\folder`.
    let slashes = text.trim_start_matches(r"\\?\").replace('\\', "/");
    let rest = if cfg!(windows) {
        let (drive, rest) = slashes.split_at(2);
        out.push('/');
        out.push_str(drive);
        rest
    } else {
        text
    };
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A range of the protocol.
pub(crate) fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let at = |(line, character)| json!({"line": line, "character": character});
    json!({"start": at(start), "end": at(end)})
}

impl Session {
    /// Starts the binary without saying anything.
    pub(crate) fn spawn() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_integrations-ls"))
            .arg("server")
            // Whether this machine has ddev must not matter.
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", "/nonexistent")
            .env_remove("VIRTUAL_ENV")
            .env_remove("CONDA_PREFIX")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stdout = child.stdout.take().expect("a pipe");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read_message(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            stdin: child.stdin.take(),
            child,
            messages,
            unseen: VecDeque::new(),
            next_id: 0,
            initialized: Value::Null,
            ended: false,
        }
    }

    /// Starts a session the way an editor does.
    pub(crate) fn start(start: &Start) -> Self {
        let mut session = Self::spawn();
        let folders = start.folders.iter();
        let folders: Vec<Value> = folders
            .map(|folder| json!({"uri": uri(folder), "name": "folder"}))
            .collect();
        session.initialized = session.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "workspaceFolders": folders,
                "capabilities": start.capabilities,
                "initializationOptions": start.options,
            }),
        );
        session.notify("initialized", json!({}));
        session
    }

    /// Writes bytes as they are.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("an open input");
        // A server that is gone already is noticed by what it did not answer.
        let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({"method": method, "params": params}));
    }

    /// Sends a request and gives its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({"id": self.next_id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(message);
        self.next_id
    }

    /// Waits for the answer of a request: the whole message.
    #[track_caller]
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        let what = format!("the answer of request {id}");
        self.next(&what, |m| m["id"] == id && m.get("method").is_none())
    }

    /// Sends a request and gives its result.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Waits for a request of the server; gives its id and parameters.
    #[track_caller]
    pub(crate) fn expect_request(&mut self, method: &str) -> (Value, Value) {
        let mut message = self.next(method, |m| m["method"] == method && m.get("id").is_some());
        (message["id"].take(), message["params"].take())
    }

    /// Answers a request of the server.
    pub(crate) fn reply(&mut self, id: &Value, result: Value) {
        self.send(json!({"id": id, "result": result}));
    }

    /// Waits for an error that answers no request in particular.
    #[track_caller]
    pub(crate) fn expect_error(&mut self) -> Value {
        self.next("an error", |m| {
            m.get("error").is_some() && m["id"].is_null()
        })["error"]
            .take()
    }

    /// Waits for a notification of the server.
    #[track_caller]
    pub(crate) fn expect_notification(&mut self, method: &str) -> Value {
        self.next(method, |m| m["method"] == method)["params"].take()
    }

    /// Waits for the next diagnostics of a file: version and list.
    #[track_caller]
    pub(crate) fn diagnostics(&mut self, path: &Path) -> (Value, Vec<Value>) {
        let address = uri(path);
        let mut params = self.next(&format!("diagnostics of {address}"), |m| {
            m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == *address
        })["params"]
            .take();
        let list = params["diagnostics"].as_array().expect("a list").clone();
        (params["version"].take(), list)
    }

    /// The same, but reads on until a version.
    #[track_caller]
    pub(crate) fn diagnostics_of_version(&mut self, path: &Path, version: i64) -> Vec<Value> {
        loop {
            let (found, list) = self.diagnostics(path);
            if found == version {
                return list;
            }
            assert!(found.as_i64() < Some(version), "version {found} is newer");
        }
    }

    /// The same, but reads on until the list satisfies a condition: for changes that
    /// take several steps to arrive.
    #[track_caller]
    pub(crate) fn diagnostics_until(&mut self, path: &Path, is_it: impl Fn(&[Value]) -> bool) {
        loop {
            if is_it(&self.diagnostics(path).1) {
                return;
            }
        }
    }

    #[track_caller]
    fn next(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unseen.iter().position(&wanted) {
            return self.unseen.remove(at).expect("it is there");
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.unseen.push_back(message),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{what} does not come; unseen: {:#?}", self.unseen)
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the server ended before {what}; unseen: {:#?}", self.unseen)
                }
            }
        }
    }

    /// Opens a document.
    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        let document = json!({
            "uri": uri(path), "languageId": "plaintext", "version": 1, "text": text,
        });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Opens a document as it is on disk, and gives its text.
    pub(crate) fn open_file(&mut self, path: &Path) -> String {
        let text = std::fs::read_to_string(path).expect("a readable file");
        self.open(path, &text);
        text
    }

    /// Replaces a range.
    pub(crate) fn edit(&mut self, path: &Path, version: i64, range: Value, text: &str) {
        let params = json!({
            "textDocument": {"uri": uri(path), "version": version},
            "contentChanges": [{"range": range, "text": text}],
        });
        self.notify("textDocument/didChange", params);
    }

    /// Replaces the whole text.
    pub(crate) fn replace(&mut self, path: &Path, version: i64, text: &str) {
        let params = json!({
            "textDocument": {"uri": uri(path), "version": version},
            "contentChanges": [{"text": text}],
        });
        self.notify("textDocument/didChange", params);
    }

    /// Closes a document.
    pub(crate) fn close(&mut self, path: &Path) {
        let params = json!({"textDocument": {"uri": uri(path)}});
        self.notify("textDocument/didClose", params);
    }

    /// Tells that files changed on disk.
    pub(crate) fn watched(&mut self, changes: &[(&Path, u8)]) {
        let changes = changes.iter();
        let changes: Vec<Value> = changes
            .map(|(path, kind)| json!({"uri": uri(path), "type": kind}))
            .collect();
        self.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": changes }),
        );
    }

    /// `integrationsLs/status`
    #[track_caller]
    pub(crate) fn status(&mut self) -> Value {
        self.request("integrationsLs/status", Value::Null)
    }

    /// Waits until the given number of repositories is indexed.
    #[track_caller]
    pub(crate) fn wait_indexed(&mut self, count: usize) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let status = self.status();
            let repositories = status["repositories"].as_array().expect("a list");
            let indexed = repositories.iter().filter(|r| r["indexed"] == true);
            if indexed.count() == count {
                return status;
            }
            assert!(Instant::now() < end, "not indexed: {status}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Closes the input.
    pub(crate) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Waits for the end of the process.
    #[track_caller]
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.ended = true;
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a process") {
                return status;
            }
            if Instant::now() > end {
                let _ = self.child.kill();
                panic!("the server does not end");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends the session as an editor does; nothing may be left over.
    #[track_caller]
    pub(crate) fn finish(mut self) {
        self.say_goodbye();
        assert!(self.unseen.is_empty(), "unexpected: {:#?}", self.unseen);
    }

    /// Like [`Session::finish`], whatever findings were sent and settings asked for that nobody
    /// looked at.
    #[track_caller]
    pub(crate) fn finish_unread(mut self) {
        self.say_goodbye();
        let ignored = ["textDocument/publishDiagnostics", "workspace/configuration"];
        self.unseen
            .retain(|message| ignored.iter().all(|method| message["method"] != **method));
        assert!(self.unseen.is_empty(), "unexpected: {:#?}", self.unseen);
    }

    fn say_goodbye(&mut self) {
        let result = self.request("shutdown", Value::Null);
        assert_eq!(result, Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.wait().code(), Some(0));
        self.unseen.extend(self.messages.try_iter());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        let failing = std::thread::panicking();
        assert!(self.ended || failing, "a session that was not finished");
    }
}

fn read_message(from: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.parse().ok();
        }
    }
    let mut body = vec![0; length?];
    from.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
