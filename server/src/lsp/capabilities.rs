//! What the client can do, flattened once into plain flags, and what we offer it.
//! A client that says nothing gets answers everybody understands.

use serde_json::Value;
use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities,
    DocumentFilter, DocumentLinkOptions, ExecuteCommandOptions, FoldingRangeProviderCapability,
    HoverProviderCapability, InlayHintRegistrationOptions, InlayHintServerCapabilities,
    InsertTextMode, MarkupKind, OneOf, PositionEncodingKind, RenameOptions, ResourceOperationKind,
    SaveOptions, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensRegistrationOptions, ServerCapabilities, TextDocumentRegistrationOptions,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::requests::{command, derived, tokens};
use crate::model::FileKind;
use crate::text::PositionEncoding;

/// Kind of the action that applies every safe fix of a file.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.integrationsLs");
/// Kind of the action that sorts the rows of `metadata.csv`.
pub(crate) const SORT_ROWS: CodeActionKind = CodeActionKind::new("source.sortRows.integrationsLs");

/// Kind of the action that writes again what is derived from a specification.
pub(crate) const SYNC: CodeActionKind = CodeActionKind::new("source.sync.integrationsLs");

/// Characters after which an editor should ask for completions: cell and key borders,
/// path separators, heading anchors, parts of a metric name, addresses and ids of links,
/// keys in Python.
const TRIGGERS: [&str; 9] = [",", "\"", "'", "/", "#", ":", ".", "(", "["];

/// What matters of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Client {
    pub(crate) encoding: PositionEncoding,
    /// It asks for diagnostics, and we can tell it when to ask again. A client that
    /// asks but cannot be told would keep what it got first; it gets them pushed.
    pub(crate) pulls_diagnostics: bool,
    pub(crate) diagnostic_related: bool,
    pub(crate) diagnostic_tags: bool,
    pub(crate) diagnostic_description: bool,
    pub(crate) diagnostic_data: bool,
    pub(crate) completion_snippets: bool,
    pub(crate) completion_markdown: bool,
    pub(crate) completion_tags: bool,
    pub(crate) completion_deprecated: bool,
    pub(crate) completion_preselect: bool,
    pub(crate) completion_indents: bool,
    pub(crate) hover_markdown: bool,
    pub(crate) nested_symbols: bool,
    pub(crate) definition_links: bool,
    pub(crate) link_tooltips: bool,
    pub(crate) folding_limit: Option<usize>,
    pub(crate) action_literals: bool,
    pub(crate) action_preferred: bool,
    pub(crate) document_changes: bool,
    /// It asks what would be renamed before it asks the user for a name.
    pub(crate) prepares_rename: bool,
    pub(crate) creates_files: bool,
    pub(crate) renames_files: bool,
    pub(crate) configuration: bool,
    pub(crate) registers_configuration: bool,
    pub(crate) registers_watchers: bool,
    pub(crate) progress: bool,
    pub(crate) refreshes_tokens: bool,
    pub(crate) refreshes_hints: bool,
    pub(crate) colors: bool,
    /// It has a command that shows rendered files.
    pub(crate) shows_rendered: bool,
}

impl Client {
    pub(crate) fn new(all: &ClientCapabilities) -> Self {
        let text = all.text_document.clone().unwrap_or_default();
        let workspace = all.workspace.clone().unwrap_or_default();
        let window = all.window.clone().unwrap_or_default();
        let completion = text.completion.unwrap_or_default();
        let item = completion.completion_item.unwrap_or_default();
        let push = text.publish_diagnostics.unwrap_or_default();
        let action = text.code_action.unwrap_or_default();
        let edit = workspace.workspace_edit.unwrap_or_default();
        let on = |flag: Option<bool>| flag == Some(true);
        let refresh = workspace.diagnostics.unwrap_or_default().refresh_support;
        let markdown = |kinds: Option<Vec<MarkupKind>>| {
            kinds.is_some_and(|k| k.contains(&MarkupKind::Markdown))
        };
        let operations = edit.resource_operations.unwrap_or_default();
        let definition = text.definition.unwrap_or_default();
        let outline = text.document_symbol.unwrap_or_default();
        let watched = workspace.did_change_watched_files.unwrap_or_default();
        let changed = workspace.did_change_configuration.unwrap_or_default();
        let pulls = text.diagnostic.is_some() && on(refresh);
        let pull = text.diagnostic.filter(|_| pulls).unwrap_or_default();
        let document_changes = on(edit.document_changes);
        Self {
            encoding: encoding(all),
            pulls_diagnostics: pulls,
            diagnostic_related: on(push.related_information) || on(pull.related_information),
            diagnostic_tags: push.tag_support.is_some() || pull.tag_support.is_some(),
            diagnostic_description: on(push.code_description_support)
                || on(pull.code_description_support),
            diagnostic_data: on(push.data_support) || on(pull.data_support),
            completion_snippets: on(item.snippet_support),
            completion_markdown: markdown(item.documentation_format),
            completion_tags: item.tag_support.is_some(),
            completion_deprecated: on(item.deprecated_support),
            completion_preselect: on(item.preselect_support),
            completion_indents: item.insert_text_mode_support.is_some_and(|modes| {
                modes
                    .value_set
                    .contains(&InsertTextMode::ADJUST_INDENTATION)
            }),
            hover_markdown: markdown(text.hover.unwrap_or_default().content_format),
            nested_symbols: on(outline.hierarchical_document_symbol_support),
            definition_links: on(definition.link_support),
            link_tooltips: on(text.document_link.and_then(|link| link.tooltip_support)),
            folding_limit: text
                .folding_range
                .and_then(|fold| Some(fold.range_limit? as usize)),
            action_literals: action.code_action_literal_support.is_some(),
            action_preferred: on(action.is_preferred_support),
            document_changes,
            creates_files: document_changes && operations.contains(&ResourceOperationKind::Create),
            renames_files: document_changes && operations.contains(&ResourceOperationKind::Rename),
            prepares_rename: text.rename.is_some_and(|rename| on(rename.prepare_support)),
            configuration: on(workspace.configuration),
            registers_configuration: on(changed.dynamic_registration),
            registers_watchers: on(watched.dynamic_registration),
            progress: on(window.work_done_progress),
            refreshes_tokens: on(workspace
                .semantic_tokens
                .and_then(|tokens| tokens.refresh_support)),
            refreshes_hints: on(workspace.inlay_hint.and_then(|hint| hint.refresh_support)),
            colors: text.semantic_tokens.is_some(),
            shows_rendered: has_command(all, derived::SHOW),
        }
    }
}

/// The client says, by a habit of several servers, that it can run a command.
fn has_command(all: &ClientCapabilities, command: &str) -> bool {
    let experimental = all.experimental.as_ref();
    let commands = experimental.and_then(|value| value.pointer("/commands/commands")?.as_array());
    commands.is_some_and(|commands| commands.iter().any(|known| known == command))
}

/// Bytes need no counting at all, characters less than UTF-16; clients that name no
/// encoding count UTF-16.
fn encoding(all: &ClientCapabilities) -> PositionEncoding {
    let offered = all
        .general
        .as_ref()
        .and_then(|general| general.position_encodings.as_deref())
        .unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        PositionEncoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// Name of an encoding in the protocol.
pub(crate) fn encoding_kind(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// Where colours and hints come from us. Another server may be the better one for the other
/// files, and a client that asks only one of them must not ask us.
fn metadata_only() -> TextDocumentRegistrationOptions {
    TextDocumentRegistrationOptions {
        document_selector: Some(vec![DocumentFilter {
            language: None,
            scheme: Some("file".to_owned()),
            pattern: Some(format!("**/{}", FileKind::Metadata.file_name())),
        }]),
    }
}

/// What we offer to a client.
pub(crate) fn server(client: &Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding_kind(client.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                    include_text: Some(false),
                })),
                ..TextDocumentSyncOptions::default()
            },
        )),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(if client.prepares_rename {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: None,
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_action_provider: client.action_literals.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, SORT_ROWS, SYNC]),
                ..CodeActionOptions::default()
            })
        }),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: None,
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: [command::SYNC, command::FIX_REPOSITORY]
                .map(str::to_owned)
                .to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: client.pulls_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(super::SOURCE.to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        semantic_tokens_provider: client.colors.then(|| {
            SemanticTokensRegistrationOptions {
                text_document_registration_options: metadata_only(),
                semantic_tokens_options: SemanticTokensOptions {
                    legend: tokens::legend(),
                    range: Some(true),
                    full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                    ..SemanticTokensOptions::default()
                },
                static_registration_options: Default::default(),
            }
            .into()
        }),
        inlay_hint_provider: Some(OneOf::Right(
            InlayHintServerCapabilities::RegistrationOptions(InlayHintRegistrationOptions {
                text_document_registration_options: metadata_only(),
                inlay_hint_options: Default::default(),
                static_registration_options: Default::default(),
            }),
        )),
        experimental: Some(Value::from_iter([
            (super::STATUS, true),
            (super::RENDERED, true),
        ])),
        ..ServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn client(value: Value) -> Client {
        Client::new(&serde_json::from_value(value).unwrap())
    }

    #[test]
    fn the_cheapest_offered_encoding_wins() {
        let of =
            |offered: Value| client(json!({"general": {"positionEncodings": offered}})).encoding;
        assert_eq!(of(json!(["utf-16", "utf-8"])), PositionEncoding::Utf8);
        assert_eq!(of(json!(["utf-16", "utf-32"])), PositionEncoding::Utf32);
        assert_eq!(of(json!(["utf-7"])), PositionEncoding::Utf16);
        assert_eq!(client(json!({})).encoding, PositionEncoding::Utf16);
    }

    #[test]
    fn a_client_that_cannot_be_refreshed_does_not_pull() {
        let deaf = client(json!({"textDocument": {"diagnostic": {}}}));
        assert!(!deaf.pulls_diagnostics && server(&deaf).diagnostic_provider.is_none());
        let able = client(json!({
            "textDocument": {"diagnostic": {}},
            "workspace": {"diagnostics": {"refreshSupport": true}},
        }));
        assert!(able.pulls_diagnostics && server(&able).diagnostic_provider.is_some());
    }

    #[test]
    fn files_are_only_created_and_renamed_where_edits_are_document_changes() {
        let edit = |changes, operation| {
            let edit = json!({"documentChanges": changes, "resourceOperations": [operation]});
            let client = client(json!({"workspace": {"workspaceEdit": edit}}));
            (client.creates_files, client.renames_files)
        };
        assert_eq!(edit(true, "create"), (true, false));
        assert_eq!(edit(true, "rename"), (false, true));
        assert_eq!(edit(false, "create"), (false, false));
        assert_eq!(edit(false, "rename"), (false, false));
    }
}
