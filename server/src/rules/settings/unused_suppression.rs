//! `settings/unused-suppression`

use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A comment switches a rule off where it finds nothing.
    ///
    /// ## Why
    /// What was wrong is right now. Left in place, the comment would hide the next mistake.
    /// Comments about rules that the settings switch off are left alone, and so are files with
    /// broken syntax.
    ///
    /// ## Example
    /// ```toml
    /// name = "datadog-foo" # integrations-ls: ignore[package/name]
    /// ```
    ///
    /// ## Fix
    /// Removes the comment, or the one name in it.
    UNUSED_SUPPRESSION = "settings/unused-suppression",
    severity: Warning,
    origin: Ours,
    fix: Safe,
    // Reported where the comments are applied: only there is known which one had an effect.
    check: AnyFile(nothing),
}

fn nothing(_: &FileCx, _: &mut Sink) {}
