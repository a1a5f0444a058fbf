//! `textDocument/completion`. Every item is complete in the first answer: its own
//! edit, what typing is compared with, and its place in the order.

use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList, CompletionParams,
    CompletionTextEdit, Documentation, InsertTextFormat, InsertTextMode, MarkupContent, MarkupKind,
    TextEdit,
};

use super::Subject;
use crate::ide::{self, Completion, CompletionKind};
use crate::lsp::convert::plain_text;
use crate::lsp::server::Session;
use crate::model::FileKind;
use crate::text;

/// Offers at the cursor; an empty list where there are none.
pub(in crate::lsp) fn completion(session: &Session, params: &CompletionParams) -> CompletionList {
    let place = &params.text_document_position;
    let Some(subject) = Subject::of(session, &place.text_document.uri) else {
        return CompletionList::default();
    };
    if is_idle_quote(params, &subject) {
        return CompletionList::default();
    }
    let offset = subject.offset(session, place.position);
    let offers = ide::completion(&subject.view.cx(), offset);
    let items = offers.into_iter().enumerate();
    CompletionList {
        is_incomplete: false,
        items: items
            .map(|(rank, offer)| item(session, &subject, rank, offer))
            .collect(),
    }
}

/// A single quote that was just typed begins a key only in Python; elsewhere it is part of a
/// text, and nobody asked.
fn is_idle_quote(params: &CompletionParams, subject: &Subject) -> bool {
    let context = params.context.as_ref();
    let typed = context.and_then(|context| context.trigger_character.as_deref());
    typed == Some("'") && subject.view.file.kind != FileKind::Python
}

fn item(session: &Session, subject: &Subject, rank: usize, offer: Completion) -> CompletionItem {
    let client = &session.client;
    let edit = |edit: text::TextEdit| TextEdit {
        range: subject.lines.range(edit.span, client.encoding),
        new_text: edit.text,
    };
    let is_snippet = offer.snippet && client.completion_snippets;
    let mut main = edit(offer.edit);
    if offer.snippet && !is_snippet {
        main.new_text = without_placeholders(&main.new_text);
    }
    let documentation = offer.documentation.map(|markdown| {
        let (kind, value) = if client.completion_markdown {
            (MarkupKind::Markdown, markdown)
        } else {
            (MarkupKind::PlainText, plain_text(&markdown))
        };
        Documentation::MarkupContent(MarkupContent { kind, value })
    });
    let more: Vec<TextEdit> = offer.additional_edits.into_iter().map(edit).collect();
    CompletionItem {
        filter_text: Some(offer.filter.unwrap_or_else(|| offer.label.clone())),
        label: offer.label,
        kind: Some(match offer.kind {
            CompletionKind::Value => CompletionItemKind::ENUM_MEMBER,
            CompletionKind::Field => CompletionItemKind::FIELD,
            CompletionKind::Unit => CompletionItemKind::UNIT,
            CompletionKind::File => CompletionItemKind::FILE,
            CompletionKind::Snippet => CompletionItemKind::SNIPPET,
            CompletionKind::Reference => CompletionItemKind::REFERENCE,
            CompletionKind::Section => CompletionItemKind::MODULE,
        }),
        detail: offer.detail,
        documentation,
        deprecated: (offer.deprecated && client.completion_deprecated && !client.completion_tags)
            .then_some(true),
        tags: (offer.deprecated && client.completion_tags)
            .then(|| vec![CompletionItemTag::DEPRECATED]),
        preselect: (offer.preselect && client.completion_preselect).then_some(true),
        sort_text: Some(format!("{rank:05}")),
        insert_text_format: Some(if is_snippet {
            InsertTextFormat::SNIPPET
        } else {
            InsertTextFormat::PLAIN_TEXT
        }),
        // The lines of an offer are indented relative to the line it is accepted on.
        insert_text_mode: client
            .completion_indents
            .then_some(InsertTextMode::ADJUST_INDENTATION),
        text_edit: Some(CompletionTextEdit::Edit(main)),
        additional_text_edits: (!more.is_empty()).then_some(more),
        ..CompletionItem::default()
    }
}

/// A snippet as plain text: `${1:name}` becomes `name`, `${2|a,b|}` its first choice `a`,
/// `$0` nothing.
fn without_placeholders(snippet: &str) -> String {
    let mut out = String::new();
    let mut chars = snippet.chars().peekable();
    let mut open = 0;
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '$' => {
                let braced = chars.next_if_eq(&'{').is_some();
                while chars.next_if(char::is_ascii_digit).is_some() {}
                if braced && chars.next_if_eq(&'|').is_some() {
                    let choices: String = chars.by_ref().take_while(|c| *c != '}').collect();
                    let first = choices.split([',', '|']).next();
                    out.push_str(first.unwrap_or_default());
                } else if braced {
                    open += 1;
                    chars.next_if_eq(&':');
                }
            }
            '}' if open > 0 => open -= 1,
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_placeholders;

    #[test]
    fn snippets_become_plain_text() {
        let snippet = r#""${1:key}": {"a": "\$x\}"$2}${3}$0"#;
        assert_eq!(without_placeholders(snippet), r#""key": {"a": "$x}"}"#);
        assert_eq!(without_placeholders("${1:a ${2:b} c}d"), "a b cd");
        assert_eq!(
            without_placeholders("x,${1|gauge,count|},${2:byte}"),
            "x,gauge,byte"
        );
    }
}
