//! `service-checks/agent-version`

use super::values;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The oldest Agent version of a service check is not a version.
    ///
    /// ## Why
    /// `agent_version` is a text of three numbers. `ddev validate service-checks` counts the parts
    /// between dots that are all digits, and wants exactly three, so `6.0.0-rc.1` passes and `6.0`
    /// does not.
    ///
    /// ## Example
    /// `"6.0"` has to be `"6.0.0"`.
    ///
    /// ## Fix
    /// Completes a version of one or two numbers, and drops a leading `v`.
    AGENT_VERSION = "service-checks/agent-version",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: File(FileKind::ServiceChecks, check),
}

/// Digits that Python takes for such, but cannot read as a number.
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// Python refuses to read longer numbers.
const MAX_DIGITS: usize = 4300;

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx, "agent_version") {
        let Some(version) = node.as_str() else {
            let message = "`agent_version` must be a text such as `6.0.0`.";
            let finding = sink.report(node.span(), message);
            if let Some(right) = completed(node.raw()) {
                let edit = TextEdit::replace(node.span(), quote(&right));
                finding.unsafe_fix(format!("Replace by `{right}`"), vec![edit]);
            }
            continue;
        };
        // Digits of other scripts may pass; ddev stops at raised ones.
        let foreign = |c: char| !c.is_ascii() && c.is_numeric() && !RAISED.contains(c);
        if is_version(&version) || version.chars().any(foreign) {
            continue;
        }
        let message = if version.is_empty() {
            "`agent_version` is empty; expected a version such as `6.0.0`.".to_owned()
        } else {
            format!("`{version}` is no Agent version; expected three numbers such as `6.0.0`.")
        };
        let finding = sink.report(node.inner_span(), message);
        if let Some(right) = completed(&version) {
            let edit = TextEdit::replace(node.span(), quote(&right));
            finding.unsafe_fix(format!("Replace by `{right}`"), vec![edit]);
        }
    }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

/// As the reference validator counts.
fn is_version(version: &str) -> bool {
    let raised = |part: &str| {
        let digits = part
            .chars()
            .all(|c| c.is_ascii_digit() || RAISED.contains(c));
        digits && part.contains(|c| RAISED.contains(c))
    };
    if version.split('.').any(raised) {
        return false;
    }
    let numbers: Vec<&str> = version.split('.').filter(|part| is_number(part)).collect();
    numbers.len() == 3 && numbers.iter().all(|part| part.len() <= MAX_DIGITS)
}

/// The version that `6.0` or `v6.1.2` stands for.
fn completed(version: &str) -> Option<String> {
    let bare = version.trim().trim_start_matches(['v', 'V', '>', '=', ' ']);
    let mut parts: Vec<&str> = bare.split('.').collect();
    if parts.len() > 3 || !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    parts.resize(3, "0");
    Some(parts.join("."))
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn three_numbers_are_counted() {
        for version in ["6.0.0", "6.0.0-rc.1", "a.6.b.0.0", "06.00.00", "6..0.0"] {
            assert!(is_version(version), "{version}");
        }
        for version in [
            "", "6", "6.0", "6.0.0-rc", "6.0.0.0", "v6.0.0", "6.0. 0", "6.0.0.²",
        ] {
            assert!(!is_version(version), "{version}");
        }
        assert_findings(&AGENT_VERSION, &changed(&[("6.0.0", "«6.0»")]));
        assert_findings(&AGENT_VERSION, &changed(&[("\"6.0.0\"", "«6.0»")]));
        assert_findings(&AGENT_VERSION, &changed(&[("\"6.0.0\"", "\"«»\"")]));
    }

    #[test]
    fn short_versions_are_completed() {
        let right = text(&[]);
        for bad in ["\"6.0\"", "\"6\"", "\"v6.0.0\"", "6.0"] {
            assert_fix(&AGENT_VERSION, &changed(&[("\"6.0.0\"", bad)]), &right);
        }
    }
}
