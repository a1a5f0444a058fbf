//! Example and default configurations of a check.

pub mod legacy;
mod params;

pub use params::{Param, params, sections_at};

use std::sync::Arc;

use super::later::Later;
use super::{Facts, Named, SourceFile};
use crate::syntax::yaml::{YamlErrorKind, YamlNode};
use crate::text::Span;

/// Whether an example configures a JMX integration, as ddev finds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JmxUse {
    /// It does not.
    #[default]
    No,
    /// It does; bytes of the key `is_jmx`.
    Yes(Span),
    /// ddev dies when it looks: this should be a mapping, but is none.
    NoMapping(Span),
    /// The text is no YAML.
    Unreadable,
}

impl JmxUse {
    fn of(file: &SourceFile) -> Self {
        let Some(tree) = file.yaml() else {
            return Self::No;
        };
        if let Some(error) = tree.errors().first() {
            return match error.kind {
                YamlErrorKind::TooLarge | YamlErrorKind::TooDeep => Self::No,
                _ => Self::Unreadable,
            };
        }
        let root = tree.root(&file.text);
        let Some(settings) = Self::step(root, "init_config") else {
            return Self::mapping_or_no(root);
        };
        match Self::step(settings, "is_jmx") {
            Some(flag) => Self::Yes(flag.key_span().unwrap_or(flag.span())),
            None => Self::mapping_or_no(settings),
        }
    }

    /// A truthy member.
    fn step<'a>(node: YamlNode<'a>, key: &str) -> Option<YamlNode<'a>> {
        node.get(key).filter(|value| !value.is_falsy())
    }

    fn mapping_or_no(node: YamlNode) -> Self {
        if node.is_mapping() || node.is_falsy() {
            Self::No
        } else {
            Self::NoMapping(node.span())
        }
    }
}

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConfigFacts {
    /// Shows how to collect logs (holds `# logs:`).
    pub has_logs: bool,
    /// Whether it is about a JMX integration.
    pub jmx: JmxUse,
    /// The whole text, which may be derived from a specification.
    pub text: Arc<str>,
    params: Later<Vec<Named>>,
}

impl ConfigFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        Self {
            has_logs: file.text.contains("# logs:"),
            jmx: JmxUse::of(file),
            text: Arc::clone(&file.text),
            params: Later::default(),
        }
    }

    /// Options with their help, in order of place: section path and name, joined by a dot.
    /// Found on first use.
    #[must_use]
    pub fn params(&self) -> &[Named] {
        let named = |param: Param| Named {
            value: param.path().into(),
            span: param.name_span,
        };
        self.params
            .get(|| params(&self.text).into_iter().map(named).collect())
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_config(&self) -> Option<&ConfigFacts> {
        if let Self::Config(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
