//! What the rules about derived files share: the finding at the first line that differs, and
//! the note on the specification.

use super::{Finding, Severity, Sink};
use crate::text::{Difference, Span};
use crate::workspace::{DerivedFile, DerivedKind, FileCx, Freshness};

/// The longest piece of an expected line that a message quotes, in characters.
const QUOTED: usize = 100;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reports the first line of a derived file that is not what it should be.
pub(super) fn report_on_file<'s>(cx: &FileCx, sink: &'s mut Sink) -> Option<&'s mut Finding> {
    let derived = cx.derived()?;
    let inside = cx.file.path.strip_prefix(&*cx.integration.base)?;
    let file = derived.file(inside)?;
    if file.freshness(cx.integration) == Freshness::Same {
        return None;
    }
    let actual = &*cx.file.text;
    let difference = Difference::between(actual, &file.text)?;
    let marked = actual.strip_prefix(BYTE_ORDER_MARK) == Some(&*file.text);
    // Of an example, a byte order mark alone is told by a rule of its own.
    if marked && file.kind == DerivedKind::Example {
        return None;
    }
    let spec = crate::model::FileKind::Spec.file_name();
    let message = match difference.first_expected() {
        Some(_) if marked => {
            "This file begins with a byte order mark; what is generated has none.".to_owned()
        }
        None => format!("This is not in `{spec}`; ddev would leave it out."),
        Some("") => {
            format!("This file differs from what `{spec}` says: an empty line is expected here.")
        }
        Some(line) => format!(
            "This file differs from what `{spec}` says; expected here: `{}`",
            shortened(line)
        ),
    };
    let edit = difference.edit(actual);
    let finding = sink.report(place(actual, &difference), message);
    finding
        .related(
            cx.integration.repo_path(spec),
            file.named_at,
            "It is derived from this",
        )
        .unsafe_fix(format!("Write {} again", file.name()), vec![edit]);
    Some(finding)
}

/// The first line that differs; the end of the line before where lines are missing at the end.
fn place(actual: &str, difference: &Difference) -> Span {
    let start = difference.span.range().start;
    let line = crate::text::lines(&actual[start..])
        .next()
        .map(crate::text::unbroken);
    match line {
        Some(line) if !line.is_empty() => Span::new(start, start + line.len()),
        _ => Span::at(start),
    }
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// Names on the specification what is derived from it and differs or is missing.
pub(super) fn report_on_spec(cx: &FileCx, sink: &mut Sink, wanted: fn(DerivedKind) -> bool) {
    let Some(derived) = cx.derived() else {
        return;
    };
    let files = derived.files.iter().filter(|file| wanted(file.kind));
    let stale: Vec<&DerivedFile> = files
        .filter(|file| file.freshness(cx.integration) == Freshness::Differs)
        .collect();
    let mut places: Vec<Span> = stale.iter().map(|file| file.named_at).collect();
    places.dedup();
    for at in places {
        let here = || stale.iter().filter(|file| file.named_at == at);
        let names: Vec<_> = here().map(|file| format!("`{}`", file.name())).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} {verb} not in sync with this specification; write {} again with `integrations-ls sync`.",
            names.join(", "),
            if names.len() == 1 { "it" } else { "them" },
        );
        let finding = sink.report(at, message);
        finding.severity(Severity::Information);
        for file in here() {
            let at = file.first_difference(cx.integration).unwrap_or_default();
            finding.related(
                cx.integration.repo_path(&file.path),
                Span::at(at),
                "It differs from here on",
            );
        }
    }
}
