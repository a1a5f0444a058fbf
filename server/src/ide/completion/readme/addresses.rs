//! Addresses to choose from: images of the integration, its files, its headings.

use foldhash::HashSet;

use super::Typed;
use crate::ide::completion::{Completion, CompletionKind};
use crate::model::RepoKind;
use crate::model::readme::{addresses, blob_url, raw_url};
use crate::text::TextEdit;
use crate::workspace::{Address, Entry, EntryKind, ReadmeCx};

/// More files than this make a list nobody reads.
const MOST: usize = 200;

/// Files that published READMEs link to, first.
const CUSTOMARY: [&str; 2] = ["metadata.csv", "assets/service_checks.json"];

/// `image` is `None` where the address may become either.
pub(super) fn complete(cx: &ReadmeCx, image: Option<bool>, typed: Typed) -> Vec<Completion> {
    let mut items = Vec::new();
    if image != Some(true) {
        items.extend(files(cx, &typed));
        items.extend(anchors(cx, &typed));
    }
    if image != Some(false) {
        items.extend(images(cx, &typed));
    }
    items
}

/// Images by their complete address; in the marketplace, and where the repository has no
/// known name, also by their path. Those that no page shows yet come first.
fn images(cx: &ReadmeCx, typed: &Typed) -> Vec<Completion> {
    let outline = &cx.markdown.outline;
    let used: HashSet<String> = addresses(outline)
        // What is being typed uses nothing yet.
        .filter(|written| !written.span.contains(typed.span))
        .filter_map(
            |written| match Address::of(cx.repo, cx.integration, written.address) {
                Address::File(path, ..) => Some(path),
                _ => None,
            },
        )
        .collect();
    let known = cx.integration.files.files_below("images");
    let images = known.filter(|entry| is_image(&entry.path)).take(MOST);
    let mut items = Vec::new();
    for entry in images {
        let rank = 400 + 2 * u32::from(used.contains(&cx.integration.repo_path(&entry.path)));
        let complete = raw_url(cx.repo.kind, cx.dir(), &entry.path);
        let relative = cx.repo.kind == RepoKind::Marketplace || complete.is_none();
        if relative {
            items.push(item(
                &entry.path,
                entry.path.to_string(),
                entry,
                typed,
                rank,
            ));
        }
        if let Some(address) = complete {
            let name = entry.path.strip_prefix("images/").unwrap_or(&entry.path);
            items.push(item(name, address, entry, typed, rank + 1));
        }
    }
    items
}

fn is_image(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp")
        // The reference validator does not decode addresses.
        && !path.contains([' ', '(', ')'])
}

/// Files of the integration by their page on GitHub; by path when the path is being
/// written, or when the repository has no known name.
fn files(cx: &ReadmeCx, typed: &Typed) -> Vec<Completion> {
    let by_path = typed.prefix.starts_with("./");
    let known = cx.integration.files.files_below("");
    let rank = |entry: &&Entry| {
        let customary = CUSTOMARY.iter().position(|path| **path == *entry.path);
        customary.map_or(100, |index| index as u32)
    };
    let mut linkable: Vec<&Entry> = known.filter(|entry| !is_internal(&entry.path)).collect();
    linkable.sort_by_key(rank);
    let items = linkable.into_iter().take(MOST).map(|entry| {
        let rank = rank(&entry);
        let page = blob_url(cx.repo.kind, cx.dir(), &entry.path);
        let address = match page {
            Some(page) if !by_path => page,
            _ if by_path => format!("./{}", entry.path.replace(' ', "%20")),
            _ => entry.path.replace(' ', "%20"),
        };
        item(&entry.path, address, entry, typed, rank)
    });
    items.collect()
}

/// Tests, images, hidden files and build output are not what a README links to.
fn is_internal(path: &str) -> bool {
    let folder = path.split('/').next().unwrap_or_default();
    matches!(folder, "tests" | "images" | "README.md")
        || path
            .split('/')
            .any(|part| part.starts_with('.') || part.starts_with("__pycache__"))
}

fn item(label: &str, address: String, entry: &Entry, typed: &Typed, rank: u32) -> Completion {
    // Editors compare with what is written already, be it a path or a complete address.
    let filter = if address.starts_with(&typed.prefix) {
        address.clone()
    } else if entry.path.starts_with(&typed.prefix) {
        entry.path.to_string()
    } else {
        label.to_owned()
    };
    let detail = match entry.kind {
        EntryKind::File(size) => format!("{size} bytes"),
        _ => String::new(),
    };
    let documentation = format!("`{address}`");
    let edit = TextEdit::replace(typed.span, address);
    let mut item = Completion::new(label, CompletionKind::File, edit);
    item.detail = Some(detail);
    item.documentation = Some(documentation);
    item.filter = Some(filter);
    item.rank = rank;
    item
}

fn anchors(cx: &ReadmeCx, typed: &Typed) -> Vec<Completion> {
    let outline = &cx.markdown.outline;
    let headings = outline.headings.iter().zip(outline.slugs());
    let named = headings.filter(|(_, slug)| !slug.is_empty());
    let items = named.enumerate().map(|(order, (heading, slug))| {
        let anchor = format!("#{slug}");
        let edit = TextEdit::replace(typed.span, anchor.clone());
        let mut item = Completion::new(anchor, CompletionKind::Section, edit);
        item.detail = Some(heading.text.clone());
        item.rank = 300 + (order as u32).min(99);
        item
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    const FILES: &str = "//- foo/metadata.csv\nmetric_name\n//- foo/assets/service_checks.json\n[]\n\
        //- foo/assets/a.json\n{}\n//- foo/tests/x.py\n\n//- foo/images/a.png\nx\n\
        //- foo/images/b.png\nx\n//- foo/images/c.txt\nx\n";

    fn labels(readme: &str) -> Vec<String> {
        let items = completions(&format!("{readme}\n{FILES}"));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn unused_images_come_first_with_their_complete_address() {
        let readme = "//- foo/README.md\n![x](images/a.png) ![y](‸)";
        assert_eq!(labels(readme), ["b.png", "a.png"]);
        let text = accept_completion(&format!("{readme}\n{FILES}"), "b.png");
        assert_eq!(
            text,
            "![x](images/a.png) ![y](https://raw.githubusercontent.com/DataDog/\
             integrations-extras/master/foo/images/b.png)\n"
        );
    }

    #[test]
    fn the_marketplace_may_use_paths() {
        let readme = "//! marketplace\n//- foo/README.md\n![x](im‸ages)";
        assert_eq!(
            labels(readme),
            ["images/a.png", "images/b.png", "a.png", "b.png"]
        );
        let text = accept_completion(&format!("{readme}\n{FILES}"), "images/a.png");
        assert_eq!(text, "![x](images/a.png)\n");
    }

    #[test]
    fn links_offer_files_and_headings() {
        let readme = "//- foo/README.md\n# Foo\n\n[x](‸";
        assert_eq!(
            labels(readme),
            [
                "metadata.csv",
                "assets/service_checks.json",
                "assets/a.json",
                "manifest.json",
                "#foo"
            ]
        );
        let text = accept_completion(&format!("{readme}\n{FILES}"), "metadata.csv");
        assert!(text.ends_with(
            "[x](https://github.com/DataDog/integrations-extras/blob/master/foo/metadata.csv\n"
        ));
        let text = accept_completion(&format!("{readme}\n{FILES}"), "#foo");
        assert!(text.ends_with("[x](#foo\n"));
    }

    #[test]
    fn a_path_that_was_begun_stays_a_path() {
        let readme = format!("//- foo/README.md\n[x](./meta‸data.txt) y\n{FILES}");
        let text = accept_completion(&readme, "metadata.csv");
        assert_eq!(text, "[x](./metadata.csv) y\n");
        let alone =
            "//! single\n//- README.md\n[x](‸)\n//- manifest.json\n{}\n//- metadata.csv\na\n";
        assert_eq!(
            accept_completion(alone, "metadata.csv"),
            "[x](metadata.csv)\n"
        );
    }

    #[test]
    fn a_definition_may_be_for_either() {
        let labels = labels("//- foo/README.md\n# Foo\n\n[1]: ‸");
        for label in ["metadata.csv", "#foo", "a.png"] {
            assert!(labels.contains(&label.to_owned()), "{label}: {labels:?}");
        }
    }

    #[test]
    fn what_was_typed_is_compared_with_the_same_kind_of_text() {
        let filter = |typed: &str| {
            let items = completions(&format!("//- foo/README.md\n![x]({typed}‸)\n{FILES}"));
            items[0].filter.clone().unwrap()
        };
        assert!(filter("https://raw").starts_with("https://raw"));
        assert_eq!(filter("images/"), "images/a.png");
        assert_eq!(filter("a."), "a.png");
    }
}
