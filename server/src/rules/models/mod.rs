//! Rules about `config_models`, the Python sources that ddev generates from a specification.

mod cannot_generate;
mod missing;
mod out_of_sync;

use std::sync::Arc;

use super::Rule;
use crate::workspace::{Derived, DerivedKind, FileCx};

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &cannot_generate::CANNOT_GENERATE,
    &missing::MISSING,
    &out_of_sync::OUT_OF_SYNC,
];

/// What is derived here, where ddev compares the models with it.
fn compared(cx: &FileCx) -> Option<Arc<Derived>> {
    let derived = cx.has_checked_configurations().then(|| cx.derived());
    derived.flatten().filter(|derived| derived.expects_models)
}

fn is_model(kind: DerivedKind) -> bool {
    kind != DerivedKind::Example
}
