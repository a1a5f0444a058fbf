//! Example and default configurations of a check.

pub mod legacy;
mod params;

pub use params::{Param, params, sections_at};

use super::{Facts, Named, SourceFile, TextStamp};
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
    /// Options with their help, in order of place: section path and name, joined by a dot.
    pub params: Vec<Named>,
    /// Whether it is about a JMX integration.
    pub jmx: JmxUse,
    /// Which text it is.
    pub stamp: Option<Box<TextStamp>>,
}

impl ConfigFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let params = params(&file.text).into_iter().map(|param| Named {
            value: param.path().into(),
            span: param.name_span,
        });
        Self {
            has_logs: file.text.contains("# logs:"),
            params: params.collect(),
            jmx: JmxUse::of(file),
            stamp: Some(Box::new(TextStamp::of(&file.text))),
        }
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
