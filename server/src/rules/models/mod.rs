//! Rules about `config_models`, the Python sources that ddev generates from a specification.

mod cannot_generate;
mod missing;
mod out_of_sync;

use super::Rule;
use crate::workspace::{DerivedKind, FileCx};

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &cannot_generate::CANNOT_GENERATE,
    &missing::MISSING,
    &out_of_sync::OUT_OF_SYNC,
];

/// ddev compares the models of this integration.
fn are_compared(cx: &FileCx) -> bool {
    cx.has_checked_configurations() && cx.derived().is_some_and(|derived| derived.expects_models)
}

fn is_model(kind: DerivedKind) -> bool {
    kind != DerivedKind::Example
}
