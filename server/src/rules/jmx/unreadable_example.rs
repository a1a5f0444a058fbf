//! `jmx/unreadable-example`

use super::is_example;
use crate::model::FileKind;
use crate::model::config::JmxUse;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// ddev cannot find out whether an example configuration is about JMX.
    ///
    /// ## Why
    /// To find the JMX packages, `ddev validate jmx-metrics` looks into the example
    /// configuration of every integration for `is_jmx` below `init_config`. When the file or
    /// `init_config` holds something else than a mapping it breaks off, and no integration is
    /// checked.
    ///
    /// ## Example
    /// ```yaml
    /// init_config: none   # must be `init_config: {}` or nothing
    /// ```
    UNREADABLE_EXAMPLE = "jmx/unreadable-example",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if let JmxUse::NoMapping(span) = cx.integration.jmx_use()
        && is_example(cx)
    {
        let message = "A mapping is expected here; `ddev validate jmx-metrics` breaks off at \
                       anything else.";
        sink.report(span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::EXAMPLE;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_way_to_the_flag_leads_through_mappings() {
        let (head, body) = EXAMPLE.split_at(EXAMPLE.find("init").expect("a body"));
        for text in [
            body,
            "",
            "instances: []\n",
            "init_config:\n",
            "init_config: ''\n",
            "init_config: []\n",
            "[]\n",
            "init_config: «foo»\n",
            "init_config: «[1]»\n",
            "«- a»\n",
            "«foo»\n",
            "init_config: @\n",
        ] {
            assert_findings(&UNREADABLE_EXAMPLE, &format!("{head}{text}"));
        }
    }
}
