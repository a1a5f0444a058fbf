//! `textDocument/semanticTokens/*`: a column of `metadata.csv` has a type of token of its own.
//! The types are those of the protocol, so that every theme has colours for them.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use tower_lsp::ls_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens,
    SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    Uri,
};

use super::Subject;
use crate::ide::{self, Token, TokenKind};
use crate::lsp::server::Session;
use crate::lsp::uri;
use crate::model::metadata::Column;
use crate::text::Span;

/// Numbers that a token takes in the protocol.
const WIDTH: usize = 5;
/// Bit of [`SemanticTokenModifier::DECLARATION`], the only modifier.
const DECLARATION: u32 = 1;

/// Type of the cells of a column: neighbours differ in the usual themes, and no two are the same.
fn token_type(column: Column) -> SemanticTokenType {
    match column {
        Column::MetricName => SemanticTokenType::VARIABLE,
        Column::MetricType => SemanticTokenType::KEYWORD,
        Column::Interval => SemanticTokenType::NUMBER,
        Column::UnitName => SemanticTokenType::TYPE,
        Column::PerUnitName => SemanticTokenType::FUNCTION,
        Column::Description => SemanticTokenType::STRING,
        Column::Orientation => SemanticTokenType::ENUM_MEMBER,
        Column::Integration => SemanticTokenType::NAMESPACE,
        Column::ShortName => SemanticTokenType::PROPERTY,
        Column::CuratedMetric => SemanticTokenType::MACRO,
        Column::SampleTags => SemanticTokenType::PARAMETER,
    }
}

/// Types in the order of the columns.
pub(in crate::lsp) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: Column::ALL.map(token_type).to_vec(),
        token_modifiers: vec![SemanticTokenModifier::DECLARATION],
    }
}

/// What a client got last for a document: the next answer can be a difference.
pub(in crate::lsp) type TokenCache = DashMap<PathBuf, (Arc<str>, Arc<[SemanticToken]>)>;

/// Tokens of a whole file; `None` where there are none to tell.
pub(in crate::lsp) fn full(session: &Session, uri: &Uri) -> Option<SemanticTokens> {
    let data = file(session, uri)?;
    let result_id = remember(session, uri, &data)?;
    Some(SemanticTokens {
        result_id: Some(result_id),
        data: data.to_vec(),
    })
}

/// What changed since an answer, or everything when that is not known any longer.
pub(in crate::lsp) fn delta(
    session: &Session,
    uri: &Uri,
    previous: &str,
) -> Option<SemanticTokensFullDeltaResult> {
    let data = file(session, uri)?;
    let known = session.server.tokens.get(&uri::to_path(uri)?);
    let known = known.and_then(|known| (*known.0 == *previous).then(|| Arc::clone(&known.1)));
    let result_id = remember(session, uri, &data);
    Some(match known {
        Some(before) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id,
            edits: difference(&before, &data).into_iter().collect(),
        }),
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens {
            result_id,
            data: data.to_vec(),
        }),
    })
}

/// Tokens of a part of a file.
pub(in crate::lsp) fn range(session: &Session, uri: &Uri, range: Range) -> Option<SemanticTokens> {
    let subject = subject(session, uri)?;
    let within = subject.lines.span(range, session.client.encoding);
    let tokens = ide::tokens(&subject.view.cx(), within)?;
    Some(SemanticTokens {
        result_id: None,
        data: encoded(session, &subject, &tokens),
    })
}

fn subject(session: &Session, uri: &Uri) -> Option<Subject> {
    let subject = Subject::of(session, uri)?;
    let settings = session.snapshot.settings_of(&subject.root);
    settings.display.semantic_tokens.then_some(subject)
}

fn file(session: &Session, uri: &Uri) -> Option<Arc<[SemanticToken]>> {
    let subject = subject(session, uri)?;
    let whole = Span::new(0, subject.lines.text().len());
    let tokens = ide::tokens(&subject.view.cx(), whole)?;
    Some(encoded(session, &subject, &tokens).into())
}

fn remember(session: &Session, uri: &Uri, data: &Arc<[SemanticToken]>) -> Option<String> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let id = COUNT.fetch_add(1, Ordering::Relaxed).to_string();
    let path = uri::to_path(uri)?;
    let known = (id.as_str().into(), Arc::clone(data));
    session.server.tokens.insert(path, known);
    Some(id)
}

/// Tokens line by line, each relative to the one before. Not every client takes tokens of
/// several lines.
fn encoded(session: &Session, subject: &Subject, tokens: &[Token]) -> Vec<SemanticToken> {
    let encoding = session.client.encoding;
    let (text, index) = (subject.lines.text(), subject.view.file.lines());
    let mut all = Vec::with_capacity(tokens.len());
    let (mut last_line, mut last_start) = (0, 0);
    for token in tokens {
        let TokenKind::Cell(column) = token.kind;
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        for line in index.line(start)..=index.line(end) {
            let content = index.line_range(text, line);
            let part = content.start.max(start)..content.end.min(end);
            if part.is_empty() {
                continue;
            }
            let column_start = encoding.width(&text[content.start..part.start]) as u32;
            let line = line as u32;
            all.push(SemanticToken {
                delta_line: line - last_line,
                delta_start: if line == last_line {
                    column_start - last_start
                } else {
                    column_start
                },
                length: encoding.width(&text[part]) as u32,
                token_type: column as u32,
                token_modifiers_bitset: if token.is_header { DECLARATION } else { 0 },
            });
            (last_line, last_start) = (line, column_start);
        }
    }
    all
}

/// One edit that makes the second list of the first; `None` when they are equal.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = |(one, other): &(&SemanticToken, &SemanticToken)| one == other;
    let start = before.iter().zip(after).take_while(same).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev());
    let end = end.take_while(same).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    (!old.is_empty() || !new.is_empty()).then(|| SemanticTokensEdit {
        start: (start * WIDTH) as u32,
        delete_count: (old.len() * WIDTH) as u32,
        data: Some(new.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_has_a_type_of_its_own() {
        let legend = legend();
        let types: BTreeSet<&str> = legend.token_types.iter().map(|t| t.as_str()).collect();
        assert_eq!(types.len(), Column::ALL.len());
        for (index, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(legend.token_types[column as usize], token_type(column));
            assert_eq!(column as usize, index);
        }
    }

    #[test]
    fn the_difference_makes_the_one_of_the_other() {
        let list = |types: &[u32]| -> Vec<SemanticToken> {
            let token = |token_type: &u32| SemanticToken {
                token_type: *token_type,
                ..SemanticToken::default()
            };
            types.iter().map(token).collect()
        };
        let lists = [
            list(&[]),
            list(&[1]),
            list(&[1, 1]),
            list(&[1, 2, 3, 4]),
            list(&[1, 3, 4]),
            list(&[1, 2, 2, 3, 4]),
            list(&[4, 3]),
        ];
        for before in &lists {
            for after in &lists {
                let mut made = before.clone();
                if let Some(edit) = difference(before, after) {
                    let start = edit.start as usize / WIDTH;
                    let end = start + edit.delete_count as usize / WIDTH;
                    made.splice(start..end, edit.data.unwrap());
                } else {
                    assert_eq!(before, after);
                }
                assert_eq!(&made, after);
            }
        }
    }
}
