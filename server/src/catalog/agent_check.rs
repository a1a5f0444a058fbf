//! What a check may call on itself, from `schemas/agent-check.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// What the first argument of a method names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// A metric.
    Metric,
    /// A service check.
    ServiceCheck,
    /// An event as a whole.
    Event,
    /// Nothing that another file declares.
    Other,
}

/// A method of `AgentCheck` that sends something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckMethod {
    /// Its name.
    pub name: String,
    /// What its first argument names.
    pub takes: Takes,
    /// Metric type under which the values arrive.
    pub stored: Option<String>,
    /// How it is called.
    pub signature: String,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub docs: String,
    /// No longer to be used.
    #[serde(default)]
    pub deprecated: bool,
    /// Endings of the metrics that arrive, without the dot.
    #[serde(default)]
    pub suffixes: Vec<String>,
}

/// The methods and base classes of checks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentCheck {
    /// Methods that send something.
    pub methods: Vec<CheckMethod>,
    /// Names of the classes to derive from.
    pub bases: Vec<String>,
}

impl AgentCheck {
    /// The method of a name.
    #[must_use]
    pub fn method(&self, name: &str) -> Option<&CheckMethod> {
        self.methods.iter().find(|method| method.name == name)
    }

    /// True for a base class, with or without the module before it.
    #[must_use]
    pub fn is_base(&self, name: &str) -> bool {
        let last = name.rsplit('.').next().unwrap_or(name);
        self.bases.iter().any(|base| base == last)
    }
}

/// The table.
pub fn agent_check() -> &'static AgentCheck {
    static TABLE: OnceLock<AgentCheck> = OnceLock::new();
    TABLE.get_or_init(|| super::table!("agent-check.yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::columns;

    #[test]
    fn methods_and_metric_types_tell_the_same() {
        for method in &agent_check().methods {
            let Some(stored) = &method.stored else {
                continue;
            };
            let kind = columns().metric_type(stored).expect("a stored type");
            assert!(kind.submissions.contains(&method.name), "{}", method.name);
        }
        assert!(agent_check().is_base("base.AgentCheck"));
        assert!(!agent_check().is_base("object"));
    }
}
