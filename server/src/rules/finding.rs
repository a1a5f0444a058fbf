//! Findings and their fixes, and the sink that rules report into.

use std::sync::Arc;

use super::Rule;
use crate::model::SourceFile;
use crate::text::{FileAction, FileEdit, Span, TextEdit};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// ddev fails, or the file is certainly broken.
    Error,
    /// Most likely a mistake.
    Warning,
    /// Worth knowing.
    Information,
    /// A suggestion.
    Hint,
}

impl Severity {
    /// Name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
            Self::Hint => "hint",
        }
    }
}

/// Whether a fix may be applied without looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Keeps the meaning, or there is only one way.
    Safe,
    /// A guess, or it drops something.
    Unsafe,
}

/// A way to resolve a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Imperative, without a full stop.
    pub title: String,
    /// May it be applied without looking.
    pub applicability: Applicability,
    /// What changes.
    pub edits: Vec<FileEdit>,
}

/// Another place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes there.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// How an editor may show the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Faded: has no effect.
    Unnecessary,
    /// Struck through: no longer to be used.
    Deprecated,
}

/// Something to tell about a range of a file.
#[derive(Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The rule's severity unless the finding has its own.
    pub severity: Severity,
    /// Path of the file, relative to the repository root.
    pub path: Arc<str>,
    /// Bytes to underline.
    pub span: Span,
    /// One or two sentences.
    pub message: String,
    /// Places that explain it.
    pub related: Vec<Related>,
    /// How to show it.
    pub tags: Vec<Tag>,
    /// Fixes, best first.
    pub fixes: Vec<Fix>,
    /// The integration that a finding on a file of the repository is about: whoever checks
    /// that integration wants to know.
    pub about: Option<Arc<str>>,
    /// How many further findings of the rule in this file it stands for, which are not told.
    pub more: usize,
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {:?}", self.rule.code, self.span, self.message)
    }
}

impl Finding {
    /// Its own severity instead of the rule's.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Adds a place that explains it.
    pub fn related(
        &mut self,
        path: impl Into<String>,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Self {
        self.related.push(Related {
            path: path.into(),
            span,
            message: message.into(),
        });
        self
    }

    /// Names the integration that a finding on a file of the repository is about.
    pub fn about(&mut self, dir: impl Into<Arc<str>>) -> &mut Self {
        self.about = Some(dir.into());
        self
    }

    /// Adds a display tag.
    pub fn tag(&mut self, tag: Tag) -> &mut Self {
        self.tags.push(tag);
        self
    }

    /// Adds a fix that edits this file and keeps the meaning.
    pub fn safe_fix(&mut self, title: impl Into<String>, edits: Vec<TextEdit>) -> &mut Self {
        self.fix(title, Applicability::Safe, edits)
    }

    /// Adds a fix that edits this file and may change the meaning.
    pub fn unsafe_fix(&mut self, title: impl Into<String>, edits: Vec<TextEdit>) -> &mut Self {
        self.fix(title, Applicability::Unsafe, edits)
    }

    /// Adds a fix that edits this file.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        applicability: Applicability,
        edits: Vec<TextEdit>,
    ) -> &mut Self {
        let action = FileAction::Edit(edits);
        let edits = vec![FileEdit {
            path: self.path.to_string(),
            action,
        }];
        self.fixes.push(Fix {
            title: title.into(),
            applicability,
            edits,
        });
        self
    }

    /// Adds a fix that gives this file another path, relative to the repository root.
    pub fn rename_fix(
        &mut self,
        title: impl Into<String>,
        applicability: Applicability,
        path: impl Into<String>,
    ) -> &mut Self {
        let edits = vec![FileEdit {
            path: self.path.to_string(),
            action: FileAction::Rename(path.into()),
        }];
        self.fixes.push(Fix {
            title: title.into(),
            applicability,
            edits,
        });
        self
    }

    /// Adds a fix that creates another file; always unsafe, since the content is a start only.
    pub fn create_file_fix(
        &mut self,
        title: impl Into<String>,
        path: impl Into<String>,
        content: impl Into<String>,
    ) -> &mut Self {
        self.create_files_fix(title, [(path.into(), content.into())])
    }

    /// Adds a fix that creates other files, each a path and its content.
    pub fn create_files_fix(
        &mut self,
        title: impl Into<String>,
        files: impl IntoIterator<Item = (String, String)>,
    ) -> &mut Self {
        let edits = files.into_iter().map(|(path, content)| FileEdit {
            path,
            action: FileAction::Create(content),
        });
        let edits = edits.collect();
        let applicability = Applicability::Unsafe;
        self.fixes.push(Fix {
            title: title.into(),
            applicability,
            edits,
        });
        self
    }
}

/// Collects the findings of one file.
pub struct Sink {
    path: Arc<str>,
    length: usize,
    rule: Option<&'static Rule>,
    severity: Severity,
    findings: Vec<Finding>,
}

impl Sink {
    pub(super) fn new(file: &SourceFile) -> Self {
        let path = Arc::clone(&file.path);
        Self {
            path,
            length: file.text.len(),
            rule: None,
            severity: Severity::Error,
            findings: Vec::new(),
        }
    }

    /// Findings from now on belong to this rule. Unless they say otherwise they are no errors
    /// where nobody looks at the file.
    pub(super) fn enter(&mut self, rule: &'static Rule, is_looked_at: bool) {
        self.rule = Some(rule);
        self.severity = match is_looked_at {
            true => rule.severity,
            false => rule.severity.max(Severity::Warning),
        };
    }

    /// Reports a finding; chain fixes and related places onto the result.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let rule = self.rule.expect("a rule is entered before its check runs");
        debug_assert!(
            span.end as usize <= self.length,
            "{}: {span:?} out of bounds",
            rule.code
        );
        self.findings.push(Finding {
            rule,
            severity: self.severity,
            path: Arc::clone(&self.path),
            span,
            message: message.into(),
            related: Vec::new(),
            tags: Vec::new(),
            fixes: Vec::new(),
            about: None,
            more: 0,
        });
        self.findings.last_mut().expect("one was just pushed")
    }

    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings
            .sort_by_key(|f| (f.span.start, f.span.end, f.rule.code));
        self.findings
    }
}
