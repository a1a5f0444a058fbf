//! Sections that the README lacks, whole, with places to fill in.

use super::Line;
use crate::catalog::{Section, sections_of};
use crate::ide::completion::{Completion, CompletionKind, escape_snippet};
use crate::model::RepoKind;
use crate::text::{Span, TextEdit};
use crate::workspace::ReadmeCx;

/// What stands in a skeleton for text to be written.
const PLACES: [&str; 2] = ["...", "<VERSION>"];

pub(super) fn complete(cx: &ReadmeCx, line: &Line) -> Vec<Completion> {
    let before = line.before();
    let level = before.len() - before.trim_start_matches('#').len();
    if level > 3 || (level == 0 && !is_gap(line)) {
        return Vec::new();
    }
    let legacy = cx.repo.kind == RepoKind::Legacy;
    let span = Span::new(line.start, line.end);
    let missing = sections_of(legacy).enumerate().filter(|(_, section)| {
        let fits = usize::from(section.level) >= level;
        fits && !is_there(cx, section, line)
    });
    let items = missing.map(|(order, section)| {
        let edit = TextEdit::replace(span, snippet(cx, section));
        let mut item = Completion::new(section.heading(), CompletionKind::Section, edit);
        let required = section
            .required_in
            .iter()
            .any(|name| name == cx.repo.kind.name());
        item.detail = Some(section.summary.clone());
        item.documentation = Some(section.docs.trim_end().to_owned());
        item.snippet = true;
        // Parts of the section around the cursor first, then what must be there.
        item.rank = order as u32
            + match (section.level, required) {
                (3.., _) => 0,
                (_, true) => 100,
                (_, false) => 200,
            };
        item
    });
    items.collect()
}

/// An empty line below an empty line, or at the beginning.
fn is_gap(line: &Line) -> bool {
    let above = &line.text[..line.start];
    let above = above.strip_suffix('\n').unwrap_or(above);
    let above = above.strip_suffix('\r').unwrap_or(above);
    let last = above.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.before().is_empty() && line.after().trim().is_empty() && last.trim().is_empty()
}

/// Index of the second-level heading that a place belongs to.
fn parent(cx: &ReadmeCx, at: usize) -> Option<usize> {
    let headings = &cx.markdown.outline.headings;
    let above = headings
        .iter()
        .rposition(|heading| (heading.span.start as usize) < at && heading.level <= 2)?;
    (headings[above].level == 2).then_some(above)
}

/// A second-level section exists anywhere, a deeper one below its parent; outside its parent
/// it is not wanted. The line that is being written does not count.
fn is_there(cx: &ReadmeCx, section: &Section, line: &Line) -> bool {
    let headings = &cx.markdown.outline.headings;
    let named = |heading: &&crate::syntax::markdown::outline::Heading| {
        heading.text == section.title
            && heading.level == section.level
            && !(line.start..=line.end).contains(&(heading.span.start as usize))
    };
    if section.level == 2 {
        return headings.iter().any(|heading| named(&heading));
    }
    let Some(index) = parent(cx, line.start) else {
        return true;
    };
    if section.parent.as_deref() != Some(&headings[index].text) {
        return true;
    }
    let below = headings[index + 1..]
        .iter()
        .take_while(|heading| heading.level > 2);
    below.into_iter().any(|heading| named(&heading))
}

/// The skeleton with numbered places, in the line breaks of the file.
fn snippet(cx: &ReadmeCx, section: &Section) -> String {
    let text = section.filled(&cx.display_name(), cx.dir(), cx.repo.kind.full_name());
    let (mut out, mut rest, mut number) = (String::new(), text.trim_end(), 1);
    let next = |rest: &str| {
        let found = PLACES
            .iter()
            .filter_map(|place| Some((rest.find(place)?, *place)));
        found.min()
    };
    while let Some((at, place)) = next(rest) {
        out.push_str(&escape_snippet(&rest[..at]));
        out.push_str(&format!("${{{number}:{place}}}"));
        rest = &rest[at + place.len()..];
        number += 1;
    }
    out.push_str(&escape_snippet(rest));
    out.push_str("$0");
    out.replace('\n', cx.newline())
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    fn labels(fixture: &str) -> Vec<String> {
        let items = completions(fixture);
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn missing_sections_come_in_their_order_and_the_required_ones_first() {
        let labels = labels("//- foo/README.md\n# Foo\n\n## Support\n\na\n\n##‸\n");
        assert_eq!(
            labels,
            [
                "## Overview",
                "## Setup",
                "## Uninstallation",
                "## Data Collected",
                "## Troubleshooting",
                "## Further Reading"
            ]
        );
    }

    #[test]
    fn parts_are_offered_below_their_section_only() {
        let readme = "//- foo/README.md\n## Overview\n\na\n\n## Setup\n\n### Installation\n\nb\n\n";
        let below = labels(&format!("{readme}### ‸\n\n## Data Collected\n"));
        assert_eq!(below, ["### Configuration", "### Validation"]);
        let all = labels(&format!("{readme}#‸\n"));
        assert_eq!(
            all[..3],
            ["### Configuration", "### Validation", "## Uninstallation"]
        );
        assert_eq!(labels("//- foo/README.md\n## Overview\n\n### ‸\n"), [""; 0]);
    }

    #[test]
    fn an_empty_line_is_enough_when_the_one_above_is_empty_too() {
        assert!(labels("//- foo/README.md\n‸\n").contains(&"## Overview".to_owned()));
        assert!(labels("//- foo/README.md\n# Foo\n\n‸").contains(&"## Overview".to_owned()));
        assert_eq!(labels("//- foo/README.md\ntext\n‸\n"), [""; 0]);
        assert_eq!(labels("//- foo/README.md\n\ntext ‸\n"), [""; 0]);
    }

    #[test]
    fn the_whole_section_is_written_with_the_line_breaks_of_the_file() {
        let fixture = "//- foo/README.md\n# Foo\r\n\r\n## O‸ver\r\n\r\n## Setup\r\n";
        assert_eq!(
            accept_completion(fixture, "## Overview"),
            "# Foo\r\n\r\n## Overview\r\n\r\nFoo is ${1:...} This integration collects ${2:...} so \
             that you can ${3:...}$0\r\n\r\n## Setup\r\n"
        );
    }

    #[test]
    fn the_layout_of_2016_has_its_own_sections() {
        let labels = labels("//! legacy\n//- foo/README.md\n## ‸\n");
        assert!(labels.contains(&"## Compatibility".to_owned()));
        assert!(!labels.contains(&"## Data Collected".to_owned()));
    }
}
