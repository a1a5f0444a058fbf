//! Editor features as plain data: a file in its surroundings and a byte offset in,
//! byte ranges and text out. No protocol types; `lsp` translates. One folder per
//! feature, in it one file per file kind.

mod actions;
mod completion;
mod definition;
mod directory_refs;
mod example_place;
mod folding;
mod hints;
mod hover;
mod json_nodes;
mod json_spot;
mod links;
mod manifest_refs;
mod metadata_docs;
mod metadata_place;
mod option_place;
mod package_refs;

mod python_place;
mod query_refs;
mod references;
mod releases;
mod rename;
mod resolved_option;
mod rule_docs;
mod spec_place;
mod symbols;
mod template_options;
mod tokens;
mod toml_spot;
mod tool_settings;
mod yaml_flow;
mod yaml_nodes;

use releases::release_at;

pub use actions::{
    Action, ActionKind, Rounds, compatible_edits, quick_fixes, source_actions, suppressions,
};
pub use completion::{Completion, CompletionKind, completion, escape_snippet};
pub use definition::{Target, definition};
pub use folding::{Fold, folding};
pub use hints::{Hint, hints};
pub use hover::{Hover, hover};
pub use links::{Link, LinkTarget, links};
pub use references::{Reference, references};
pub use rename::{Renamed, prepare_rename, rename};
pub use symbols::{Symbol, SymbolKind, WorkspaceSymbol, document_symbols, workspace_symbols};
pub use tokens::{Token, TokenKind, tokens};
