//! `python/events`

use super::{inside, is_in_package};
use crate::model::python::first_event;
use crate::model::{Facts, FileKind, SourceFile};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The check sends events, but the manifest says that it does not, or the other way round.
    ///
    /// ## Why
    /// `creates_events` tells the catalogue whether events of the integration can be expected. A
    /// check sends them by calling `self.event`.
    EVENTS = "python/events",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Files(&[FileKind::Manifest, FileKind::Python], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.file.kind == FileKind::Python && !is_in_package(cx) {
        return;
    }
    let Some(manifest) = cx.integration.manifest().filter(|m| m.well_formed) else {
        return;
    };
    if cx.file.kind == FileKind::Manifest {
        let mut sources = sources(cx).peekable();
        // Without a check, or with one made of parts from elsewhere, events may come from there.
        let is_check = sources.peek().is_some() && manifest.creates_events == Some(true);
        let mut plain = true;
        let mut sends = false;
        for (check_classes, event) in sources {
            plain &= check_classes <= 1;
            sends |= event;
        }
        if is_check && plain && !sends && has_check(cx) {
            let span = creates_events(cx.file);
            sink.report(span, "No source of the package calls `self.event`.");
        }
        return;
    }
    if manifest.creates_events != Some(false) {
        return;
    }
    if let Some(event) = event(cx) {
        let message = "The check sends events, but the manifest says `creates_events: false`.";
        sink.report(event, message);
    }
}

/// The first call of the file that sends an event. ddev's own sources are not indexed.
fn event(cx: &FileCx) -> Option<Span> {
    let facts = cx.integration.facts_at(inside(cx));
    if let Some(facts) = facts.and_then(Facts::as_python) {
        return facts.event;
    }
    first_event(cx.file.python()?)
}

/// Number of check classes and whether an event is sent, of each source of the package.
fn sources<'a>(cx: &FileCx<'a>) -> impl Iterator<Item = (usize, bool)> + use<'a> {
    let facts = cx.integration.facts_below("datadog_checks/");
    facts
        .filter_map(|(_, facts)| facts.as_python())
        .map(|facts| (facts.check_classes.len(), facts.event.is_some()))
}

fn has_check(cx: &FileCx) -> bool {
    sources(cx).map(|(classes, _)| classes).sum::<usize>() == 1
}

/// The value in the manifest.
fn creates_events(file: &SourceFile) -> Span {
    let root = file.json().map(|tree| tree.root(&file.text));
    let found = root.and_then(|root| {
        let today = root.pointer("/assets/integration/events/creates_events");
        today.or_else(|| root.pointer("/creates_events"))
    });
    found.map_or(Span::at(0), |node| node.span())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings};

    fn package(says: &str, call: &str) -> String {
        let manifest = MANIFEST.replace(
            "\"creates_events\": false",
            &format!("\"creates_events\": {says}"),
        );
        format!(
            "//- foo/manifest.json\n{manifest}//- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck):\n    def check(self, _):\n        {call}\n"
        )
    }

    #[test]
    fn manifest_and_check_tell_the_same() {
        assert_findings(&EVENTS, &package("false", "self.«event»({})"));
        assert_findings(&EVENTS, &package("«true»", "pass"));
        assert_findings(&EVENTS, &package("true", "self.event({})"));
        assert_findings(&EVENTS, &package("false", "self.client.event({})"));
    }

    #[test]
    fn a_tile_may_send_events_from_elsewhere() {
        let manifest = MANIFEST.replace("\"creates_events\": false", "\"creates_events\": true");
        assert_findings(&EVENTS, &format!("//- foo/manifest.json\n{manifest}"));
    }
}
