//! Hover in Python sources: what a method sends, and what is declared of a name.

use super::Hover;
use crate::catalog::CheckMethod;
use crate::ide::option_place::{Wanted, known_option, read_under};
use crate::ide::python_place::PythonPlace;
use crate::model::metadata::MetricFact;
use crate::model::service_checks::ServiceCheckFact;
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    if let Some(read) = read_under(cx, offset) {
        let known = known_option(cx, &Wanted::of_read(&read))?;
        let mut markdown = known.markdown(cx);
        if !known.is_brought() {
            markdown.push_str("\n\nWritten in `spec.yaml`.");
        }
        let span = read.name.span;
        return Some(Hover { span, markdown });
    }
    let (span, markdown) = match PythonPlace::at(cx, offset)? {
        PythonPlace::Method(span, method) => (span, method_docs(method)),
        PythonPlace::Metric(span, metric) => (span, metric_docs(metric)),
        PythonPlace::ServiceCheck(span, check) => (span, check_docs(check)),
    };
    Some(Hover { span, markdown })
}

fn method_docs(method: &CheckMethod) -> String {
    let mut docs = format!(
        "```python\n{}\n```\n\n{}\n\n{}",
        method.signature,
        method.summary,
        method.docs.trim()
    );
    if let Some(stored) = &method.stored {
        docs.push_str(&format!("\n\nStored as: `{stored}`."));
    }
    if method.deprecated {
        docs.push_str("\n\nNo longer to be used.");
    }
    docs
}

fn metric_docs(metric: &MetricFact) -> String {
    let unit = if metric.unit.is_empty() {
        String::new()
    } else {
        format!(", in `{}`", metric.unit)
    };
    let kind = if metric.metric_type.is_empty() {
        "metric"
    } else {
        &metric.metric_type
    };
    format!(
        "**{}**\n\n{kind}{unit}\n\n{}",
        metric.name, metric.description
    )
}

fn check_docs(check: &ServiceCheckFact) -> String {
    let statuses: Vec<String> = check.statuses.iter().map(|s| format!("`{s}`")).collect();
    let mut docs = format!("**{}**", check.check.value);
    if !check.description.is_empty() {
        docs.push_str(&format!("\n\n{}", check.description));
    }
    if !statuses.is_empty() {
        docs.push_str(&format!("\n\nStatuses: {}", statuses.join(", ")));
    }
    docs
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    fn at(call: &str) -> Option<String> {
        hover(&format!(
            "//- foo/metadata.csv\nmetric_name,metric_type,unit_name,description\nfoo.a,gauge,byte,Size of it.\n\
             //- foo/assets/service_checks.json\n[{{\"check\": \"foo.up\", \"statuses\": [\"ok\"], \"description\": \"Is it up?\"}}]\n\
             //- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck):\n    __NAMESPACE__ = 'foo'\n    def check(self, _):\n        {call}\n"
        ))
    }

    #[test]
    fn methods_tell_what_they_send() {
        let docs = at("self.monotonic_co‸unt('a', 1)").expect("a hover");
        assert!(docs.contains("only grows") && docs.contains("Stored as: `count`"));
        assert_eq!(at("self.cache.cou‸nt('a')"), None);
    }

    #[test]
    fn names_tell_what_is_declared() {
        assert_eq!(
            at("self.gauge('a‸', 1)").as_deref(),
            Some("**foo.a**\n\ngauge, in `byte`\n\nSize of it.")
        );
        assert_eq!(
            at("self.service_check('u‸p', 0)").as_deref(),
            Some("**foo.up**\n\nIs it up?\n\nStatuses: `ok`")
        );
        assert_eq!(at("self.gauge('b‸', 1)"), None);
        let table = at("for name in ('foo‸.a', 'b'): pass").expect("a hover");
        assert!(table.starts_with("**foo.a**"), "{table}");
        assert_eq!(at("x = 'foo‸'"), None);
    }

    fn option(call: &str) -> Option<String> {
        hover(&format!(
            "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options:\n    - name: depth\n      value: {{type: integer}}\n  - template: instances\n    options:\n    - name: my-mode\n      required: true\n      description: How it works.\n      value: {{type: string, example: fast}}\n    - template: instances/http\n\
             //- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck, ConfigMixin):\n    def check(self, instance):\n        {call}\n"
        ))
    }

    #[test]
    fn options_tell_what_the_specification_says() {
        let said = "**my-mode** (string, required)\n\nExample: `fast`\n\nHow it works.\n\nWritten in `spec.yaml`.";
        for call in [
            "self.instance.get('my-‸mode', 1)",
            "self.instance['my-‸mode']",
            "instance.get(\"my-‸mode\")",
            "instance['‸my-mode'] + 1",
            "self.config.my_‸mode",
            "c = self.instance or {}; c['my-‸mode']",
        ] {
            assert_eq!(option(call).as_deref(), Some(said), "{call}");
        }
        let brought = option("x = instance['time‸out']").expect("a hover");
        assert!(brought.contains("`instances/http`"), "{brought}");
        for call in [
            "self.init_config.get('de‸pth')",
            "self.shared_config.de‸pth",
        ] {
            let said = option(call).expect(call);
            assert!(said.starts_with("**depth** (integer"), "{said}");
        }
        for call in [
            "self.instance.get('de‸pth')",
            "self.instance.get('other‸')",
            "self.config.cop‸y()",
            "other.get('my-‸mode')",
        ] {
            assert_eq!(option(call), None, "{call}");
        }
    }
}
