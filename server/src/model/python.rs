//! Python sources of a package: what a check sends, where it says so, and the texts
//! that ddev searches for. Most of ddev's rules about sources only look at the text.

use std::sync::{Arc, LazyLock};

use super::option_reads::{OptionRead, may_read_options, option_reads};
use super::{Facts, Named, SourceFile};
use crate::catalog::{Takes, agent_check};
use crate::syntax::python::{PyCall, PyName, PyValue, PythonTree};
use crate::text::{Span, Word};

/// What other files may know of a source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PythonFacts {
    /// The first version number in `__about__.py`, found as ddev finds it.
    pub version: Option<Named>,
    /// What `__version__` is set to, found as ddev finds it.
    pub declared_version: Option<Named>,
    /// How often `import ` stands in the text of an `__init__.py`: more than once makes the
    /// package a check for ddev.
    pub imports: usize,
    /// For ddev the file uses the HTTP wrapper of the base class.
    pub uses_http_wrapper: bool,
    /// Namespaces of its check classes, where they are plain texts.
    pub namespaces: Vec<Named>,
    /// A namespace is computed, or comes from elsewhere.
    pub unknown_namespace: bool,
    /// Number of classes.
    pub classes: u32,
    /// Classes derived from a base class for checks.
    pub check_classes: Vec<Named>,
    /// First call that sends an event.
    pub event: Option<Span>,
    /// Metrics and service checks that are sent by name.
    pub sent: Vec<Sent>,
    /// Options of the configuration that it names.
    pub options: Vec<OptionRead>,
    /// It may read options that it does not name: it hands the configuration on, or a class in it
    /// is built on something else than the plain base class.
    pub reads_unknown_options: bool,
    /// Of the models of the configuration: the whole text, which is derived from a specification.
    pub text: Option<Arc<str>>,
}

/// A metric or service check that a call names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The method: `gauge`, `service_check`.
    pub method: &'static str,
    /// What it names.
    pub takes: Takes,
    /// The name as written, without the namespace.
    pub name: Named,
    /// What the namespace before it is.
    pub namespace: Namespace,
}

/// What comes before the names that a class sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Namespace {
    /// Nothing.
    None,
    /// This, and a dot.
    Known(Box<str>),
    /// Something that cannot be told from the file.
    Unknown,
}

impl Sent {
    /// The name under which it arrives; `None` when that cannot be told.
    #[must_use]
    pub fn full_name(&self) -> Option<String> {
        match &self.namespace {
            Namespace::None => Some(self.name.value.to_string()),
            Namespace::Known(namespace) => Some(format!("{namespace}.{}", self.name.value)),
            Namespace::Unknown => None,
        }
    }
}

impl PythonFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let mut facts = Self {
            uses_http_wrapper: uses_wrapper(&file.text),
            imports: if file.path.ends_with("/__init__.py") {
                IMPORT.places(&file.text).count()
            } else {
                0
            },
            ..Self::default()
        };
        if file.path.ends_with("/__about__.py") {
            facts.version = first_version(&file.text, 0).map(|span| Named {
                value: span.slice(&file.text).into(),
                span,
            });
            facts.declared_version = declared_version(&file.text).map(|span| Named {
                value: span.slice(&file.text).into(),
                span,
            });
            return facts;
        }
        // Generated, and the larger part of many packages.
        if file.path.contains("/config_models/") {
            facts.text = Some(Arc::clone(&file.text));
            return facts;
        }
        let silent = !may_name(&file.text, &CLASS) && !may_send(&file.text);
        if silent && !may_read_options(&file.text) {
            return facts;
        }
        let Some(tree) = file.python() else {
            return facts;
        };
        facts.classes = tree.classes.len() as u32;
        let about_check = |base: &PyName| agent_check().is_base(&base.text);
        for (index, class) in tree.classes.iter().enumerate() {
            if class.bases.iter().any(about_check) {
                facts.check_classes.push(named(&class.name));
            }
            match namespace(tree, Some(index)) {
                Namespace::Known(value) => {
                    let span = tree
                        .assigned(NAMESPACE, Some(index))
                        .map_or(class.name.span, |assignment| assignment.name.span);
                    facts.namespaces.push(Named { value, span });
                }
                Namespace::Unknown => facts.unknown_namespace = true,
                Namespace::None => {}
            }
        }
        facts.event = first_event(tree);
        facts.sent = sent(tree);
        facts.options = option_reads(tree);
        facts.reads_unknown_options = tree.reads_unknown_options || has_other_base(tree);
        facts
    }
}

/// A class is built on a check that is more than the plain one, or names options to the
/// wrapper of HTTP requests.
fn has_other_base(tree: &PythonTree) -> bool {
    let mut bases = tree.classes.iter().flat_map(|class| &class.bases);
    let is_plain = |base: &PyName| base.text.rsplit('.').next() == Some("AgentCheck");
    bases.any(|base| base.text.contains("Check") && !is_plain(base))
        || tree
            .assignments
            .iter()
            .any(|a| &*a.name.text == "HTTP_CONFIG_REMAPPER")
}

/// The attribute that comes before every name a check sends.
pub const NAMESPACE: &str = "__NAMESPACE__";

static IMPORT: Word = Word::new("import ");
static CLASS: [Word; 1] = [Word::new("class")];
static CHECK: [Word; 2] = [Word::new("Check"), Word::new("check")];

/// False for a text in which none of these words is a name or a part of one. Python takes
/// letters beyond ASCII for plain ones that look alike.
#[must_use]
pub fn may_name(text: &str, words: &[Word]) -> bool {
    words.iter().any(|word| word.is_in(text)) || !text.is_ascii()
}

/// False for a text without a call that could send something: it takes a method of the base
/// class, and a check to call it on. Spares most files of a package their tree.
fn may_send(text: &str) -> bool {
    static METHODS: LazyLock<Vec<Word>> = LazyLock::new(|| {
        let methods = agent_check().methods.iter();
        methods.map(|method| Word::new(&method.name)).collect()
    });
    may_name(text, &CHECK) && METHODS.iter().any(|method| may_call(text, method))
}

/// False for a text that surely does not call a method of a name.
fn may_call(text: &str, name: &Word) -> bool {
    let gap = |c: char| c.is_whitespace() || c == '\\';
    // A line may end in a comment, and the method stand in parentheses.
    let is_called = |at: usize| {
        let (before, after) = (&text[..at], &text[at + name.as_str().len()..]);
        let dot = before.trim_end_matches(gap);
        let broken = before[dot.len()..].contains(['\n', '\r']);
        let rest = after.trim_start_matches(gap);
        (broken || dot.ends_with('.')) && rest.starts_with(['(', ')', '#'])
    };
    name.places(text).any(is_called) || !text.is_ascii()
}

/// What is sent by name in a file.
fn sent(tree: &PythonTree) -> Vec<Sent> {
    let calls = tree.calls.iter();
    calls.filter_map(|call| sent_by(tree, call)).collect()
}

/// What a call sends by name.
#[must_use]
pub fn sent_by(tree: &PythonTree, call: &PyCall) -> Option<Sent> {
    let method = agent_check().method(&call.function.text)?;
    if !matches!(method.takes, Takes::Metric | Takes::ServiceCheck) || !is_of_check(tree, call) {
        return None;
    }
    let argument = call.argument("name", 0)?;
    let text = tree.text_of(&argument.value, call.class)?;
    let raw = match call.argument("raw", usize::MAX).map(|raw| &raw.value) {
        None | Some(PyValue::Bool(false)) => false,
        Some(PyValue::Bool(true)) => true,
        _ => return None,
    };
    let options = call.argument("**", usize::MAX).is_some();
    let namespace = if options || call.receiver.as_deref() != Some("self") {
        Namespace::Unknown
    } else if raw {
        Namespace::None
    } else {
        namespace(tree, call.class)
    };
    Some(Sent {
        method: &method.name,
        takes: method.takes,
        name: Named {
            value: text.text.clone(),
            span: argument_span(&argument.value, argument.span),
        },
        namespace,
    })
}

/// Bytes of a text without its quotes, or of the name that stands for it.
fn argument_span(value: &PyValue, span: Span) -> Span {
    match value {
        PyValue::Text(text) => text.span,
        _ => span,
    }
}

/// True for a method called on a check: on `self` in a class that derives from something, or
/// on an attribute or variable that is named like one. Other objects have a `count`, too.
#[must_use]
pub fn is_of_check(tree: &PythonTree, call: &PyCall) -> bool {
    let Some(receiver) = call.receiver.as_deref() else {
        return false;
    };
    if receiver == "self" {
        let class = call.class.and_then(|index| tree.classes.get(index));
        return class.is_some_and(|class| {
            let names_check =
                |base: &PyName| base.text.ends_with("Check") || base.text.contains("Check");
            class.bases.iter().any(names_check)
                || class.bases.iter().any(|b| agent_check().is_base(&b.text))
        });
    }
    let last = receiver.rsplit('.').next().unwrap_or(receiver);
    matches!(
        last,
        "check" | "_check" | "agent_check" | "checker" | "agentcheck"
    )
}

/// The name of the method in the first call that sends an event.
#[must_use]
pub fn first_event(tree: &PythonTree) -> Option<Span> {
    let is_event = |call: &&PyCall| &*call.function.text == "event" && is_of_check(tree, call);
    let event = tree.calls.iter().find(is_event);
    event.map(|call| call.function.span)
}

/// What comes before the names of a class, as far as the file tells.
#[must_use]
pub fn namespace(tree: &PythonTree, class: Option<usize>) -> Namespace {
    let Some(class) = class.and_then(|index| Some((index, tree.classes.get(index)?))) else {
        return Namespace::Unknown;
    };
    let (index, class) = class;
    let own = tree
        .assignments
        .iter()
        .rfind(|a| a.class == Some(index) && &*a.name.text == NAMESPACE);
    if let Some(own) = own {
        let text = tree.text_of(&own.value, None);
        return match text {
            Some(text) if text.text.is_empty() => Namespace::None,
            Some(text) => Namespace::Known(text.text.clone()),
            None => Namespace::Unknown,
        };
    }
    // A base class of the package could have one, and those for metrics by HTTP set one.
    let plain = class
        .bases
        .iter()
        .all(|base| matches!(&*base.text, "AgentCheck" | "ConfigMixin" | "object"));
    if plain {
        Namespace::None
    } else {
        Namespace::Unknown
    }
}

fn named(name: &PyName) -> Named {
    Named {
        value: name.text.clone(),
        span: name.span,
    }
}

/// The text with which a file asks ddev not to look for the use of HTTP.
pub const SKIP_HTTP: &str = "SKIP_HTTP_VALIDATION";

static SKIP: Word = Word::new(SKIP_HTTP);

/// The call of the `requests` library that ddev's search finds, unless the file asks not to
/// be looked at.
#[must_use]
pub fn requests_use(text: &str) -> Option<Span> {
    requests_call(text).filter(|_| !SKIP.is_in(text))
}

/// For ddev a text uses the wrapper of the base class: it says so, calls the library nowhere and
/// does not ask not to be looked at.
#[must_use]
pub fn uses_wrapper(text: &str) -> bool {
    static OPENMETRICS: Word = Word::new("OpenMetricsBaseCheck");
    // Few have one of these, so that it is seldom looked for what outweighs them.
    (has_self_http(text) || OPENMETRICS.is_in(text))
        && requests_call(text).is_none()
        && !SKIP.is_in(text)
}

/// `requests`, any character of the line, any number of the letters of the five method names
/// and the bar, an opening parenthesis.
fn requests_call(text: &str) -> Option<Span> {
    static WORD: Word = Word::new("requests");
    let letters = |c: char| "get|post|head|put|patch|delete".contains(c);
    WORD.places(text).find_map(|start| {
        let rest = any_character(&text[start + WORD.as_str().len()..])?;
        let end = rest.trim_start_matches(letters).strip_prefix('(')?;
        Some(Span::new(start, text.len() - end.len()))
    })
}

fn has_self_http(text: &str) -> bool {
    static WORD: Word = Word::new("http");
    WORD.places(text).any(|at| {
        let mut before = text[..at].chars();
        let between = before.next_back().filter(|c| !matches!(c, '\n' | '\r'));
        between.is_some() && before.as_str().ends_with("self")
    })
}

/// The text behind its first character, unless that ends the line.
fn any_character(text: &str) -> Option<&str> {
    let first = text.chars().next().filter(|c| !matches!(c, '\n' | '\r'))?;
    Some(&text[first.len_utf8()..])
}

/// The first `X.Y.Z` of digits from an offset on.
#[must_use]
pub fn first_version(text: &str, from: usize) -> Option<Span> {
    let mut at = from;
    while let Some(found) = text.get(at..)?.find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        if let Some(end) = version_at(text, start) {
            return Some(Span::new(start, end));
        }
        at = start + digits(&text[start..]);
    }
    None
}

/// The text that a line `__version__ = "…"` sets.
#[must_use]
pub fn declared_version(text: &str) -> Option<Span> {
    const NAME: &str = "__version__";
    text.match_indices(NAME).find_map(|(at, _)| {
        let rest = text[at + NAME.len()..].trim_start_matches(' ');
        let rest = rest.strip_prefix('=')?.trim_start_matches(' ');
        let body = rest.strip_prefix(['"', '\''])?;
        let first = body.chars().next().filter(|c| *c != '\n')?.len_utf8();
        let end = first + body[first..].find(['"', '\'', '\n'])?;
        let start = text.len() - body.len();
        (!body[end..].starts_with('\n')).then(|| Span::new(start, start + end))
    })
}

/// End of an `X.Y.Z` that begins at an offset.
#[must_use]
pub fn version_at(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    for part in 0..3 {
        if part > 0 {
            at += text[at..].starts_with('.').then_some(1)?;
        }
        let count = digits(&text[at..]);
        if count == 0 {
            return None;
        }
        at += count;
    }
    Some(at)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_python(&self) -> Option<&PythonFacts> {
        if let Self::Python(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileKind;

    fn facts(path: &str, text: &str) -> PythonFacts {
        PythonFacts::of(&SourceFile::parse(
            path.into(),
            FileKind::Python,
            text.into(),
        ))
    }

    #[test]
    fn a_tree_is_only_made_where_something_may_be_sent() {
        for sends in [
            "class A(Check):\n    def f(self):\n        self.gauge('a', 1)\n",
            "check.gauge (",
            "check.  # as ever\n  count(",
            "check \\\n . \\\n gauge \\\n (",
            "(check.rate)('x')",
            "check.ｇauge('x')",
        ] {
            assert!(may_send(sends), "{sends}");
        }
        for silent in [
            "NAMES = {'check.count': 'foo.check.rate'}",
            "count(check)",
            "foo.gauge('x')",
            "check.gauges(1)",
        ] {
            assert!(!may_send(silent), "{silent}");
        }
    }

    #[test]
    fn the_version_is_what_the_variable_is_set_to() {
        let version = |text: &str| declared_version(text).map(|s| s.slice(text).to_owned());
        assert_eq!(
            version("x\n__version__  = '1.0rc1'\n").as_deref(),
            Some("1.0rc1")
        );
        assert_eq!(
            version("__version__: str = '1'\n__version__=\"2\""),
            Some("2".to_owned())
        );
        assert_eq!(version("__version__ = '1\n'"), None);
    }

    #[test]
    fn the_version_is_the_first_of_three_numbers() {
        let version = |text| facts("foo/datadog_checks/foo/__about__.py", text).version;
        assert_eq!(
            &*version("# 1.2\n__version__ = '10.0.1rc1'\n")
                .expect("one")
                .value,
            "10.0.1"
        );
        assert_eq!(&*version("1.2.x 3.4.5.6").expect("one").value, "3.4.5");
        assert_eq!(version("__version__ = '1.0'\n"), None);
        assert_eq!(
            facts("foo/datadog_checks/foo/check.py", "'1.2.3'").version,
            None
        );
    }

    #[test]
    fn http_is_searched_for_as_ddev_does() {
        let found = |text: &str| match requests_use(text) {
            Some(span) => span.slice(text).to_owned(),
            None if uses_wrapper(text) => "wrapper".to_owned(),
            None => String::new(),
        };
        for text in [
            "requests.get(",
            "requests.auth(",
            "requests_get(",
            "requests.(",
            "requestsé(",
            "requests.a|b(",
        ] {
            assert_eq!(
                found(&format!("x = {text}u)")),
                if text.contains('b') { "" } else { text },
                "{text}"
            );
        }
        for text in [
            "requests.Session(",
            "requests.request(",
            "requests.options(",
            "requests\n(",
            "requests(",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(found("self.http.get(u)"), "wrapper");
        assert_eq!(found("self_http"), "wrapper");
        assert_eq!(found("class A(OpenMetricsBaseCheckV2)"), "wrapper");
        assert_eq!(found("self.http  # SKIP_HTTP_VALIDATION"), "");
        assert_eq!(found("requests.get(u); self.http"), "requests.get(");
    }

    #[test]
    fn what_a_check_sends_is_known_by_its_full_name() {
        let text = "NS = 'foo'\nclass Foo(AgentCheck):\n    __NAMESPACE__ = NS\n    UP = 'up'\n    def check(self, _):\n        self.gauge('a', 1)\n        self.rate('b', 1, raw=True)\n        self.service_check(self.UP, 0)\n        self.client.count('x')\n        self.gauge(f'{x}', 1)\n        self.event({})\nclass Bar(Base):\n    def run(self):\n        self.check.gauge('c', 1)\n";
        let facts = facts("foo/datadog_checks/foo/check.py", text);
        let sent: Vec<_> = facts
            .sent
            .iter()
            .map(|s| (s.method, s.full_name()))
            .collect();
        let full = |name: &str| Some(name.to_owned());
        assert_eq!(
            sent,
            [
                ("gauge", full("foo.a")),
                ("rate", full("b")),
                ("service_check", full("foo.up")),
                ("gauge", None),
            ]
        );
        assert!(facts.event.is_some());
        assert_eq!(&*facts.check_classes[0].value, "Foo");
    }
}
