//! Rules about `README.md`.

mod broken_anchor;
mod broken_link;
mod denies_data;
mod duplicate_definition;
mod empty_section;
mod heading_markup;
mod image_in_uninstallation;
mod image_location;
mod image_missing;
mod image_no_src;
mod legacy_section;
mod missing_file;
mod missing_section;
mod near_miss;
mod no_service_checks;
mod non_ascii;
mod path_outside;
mod place;
mod placeholder;
mod stale_version;
mod undefined_reference;
mod unreadable_html;
mod unused_definition;

use super::Rule;
use crate::model::RepoKind;
use crate::syntax::markdown::PyView;
use crate::workspace::{FileCx, ReadmeCx};

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &broken_anchor::BROKEN_ANCHOR,
    &broken_link::BROKEN_LINK,
    &denies_data::DENIES_DATA,
    &duplicate_definition::DUPLICATE_DEFINITION,
    &empty_section::EMPTY_SECTION,
    &heading_markup::HEADING_MARKUP,
    &image_in_uninstallation::IMAGE_IN_UNINSTALLATION,
    &image_location::IMAGE_LOCATION,
    &image_missing::IMAGE_MISSING,
    &image_no_src::IMAGE_NO_SRC,
    &legacy_section::LEGACY_SECTION,
    &missing_file::MISSING_FILE,
    &missing_section::MISSING_SECTION,
    &no_service_checks::NO_SERVICE_CHECKS,
    &non_ascii::NON_ASCII,
    &path_outside::PATH_OUTSIDE,
    &placeholder::PLACEHOLDER,
    &stale_version::STALE_VERSION,
    &undefined_reference::UNDEFINED_REFERENCE,
    &unreadable_html::UNREADABLE_HTML,
    &unused_definition::UNUSED_DEFINITION,
];

/// True when `ddev validate readmes` looks at the file: it goes over the directories with a
/// manifest, and the layout of 2016 is older than the command.
fn is_validated(cx: &FileCx) -> bool {
    cx.repo.kind != RepoKind::Legacy && cx.integration.files.has_file("manifest.json")
}

/// The README as the reference validator sees it; `None` where it does not look, or dies
/// before it has seen anything.
fn validator_view<'a>(cx: &ReadmeCx<'a>) -> Option<&'a PyView> {
    let view = &cx.markdown.pymd;
    (is_validated(cx) && !view.unreadable).then_some(view)
}
