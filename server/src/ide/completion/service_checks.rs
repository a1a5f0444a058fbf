//! Completion in service checks: the attributes with values to fill in, statuses, groups, the
//! display name and the prefix of the integration.

use super::json::{self, Knows, Offer, Place, fill_in};
use super::{Completion, CompletionKind};
use crate::catalog::{Schema, service_checks_schema};
use crate::rules::service_checks::{IntegrationName, integration_name};
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let schema = service_checks_schema();
    let mut items = json::complete(cx, offset, schema, "service checks", &Known(*cx));
    for item in &mut items {
        if let Some(name) = display_name(cx) {
            fill_in(item, "integration", name);
        }
        fill_in(item, "check", &format!("{}can_connect", prefix(cx)));
        fill_in(item, "name", "Can Connect");
    }
    items
}

struct Known<'a>(FileCx<'a>);

impl Knows for Known<'_> {
    fn values(&self, place: &Place, _: &'static Schema, offers: &mut Vec<Offer>) {
        match place.path.as_str() {
            "[]/integration" => {
                if let Some(name) = display_name(&self.0) {
                    let offer = Offer::string(name, CompletionKind::Reference, 0);
                    offers.push(offer.detail("the display name"));
                }
            }
            "[]/check" => {
                let prefix = prefix(&self.0);
                for (rank, end) in ["can_connect", "status", ""].into_iter().enumerate() {
                    let name = format!("{prefix}{end}");
                    offers.push(Offer::string(&name, CompletionKind::Value, rank as u32 + 1));
                }
            }
            _ => {}
        }
    }
}

fn display_name<'a>(cx: &FileCx<'a>) -> Option<&'a str> {
    match integration_name(cx)? {
        IntegrationName::Fixed(name) | IntegrationName::Manifest(name, _) => Some(name),
        IntegrationName::None => None,
    }
}

/// What the names of the integration's checks begin with: the prefix of its metrics, or else
/// its directory.
fn prefix(cx: &FileCx) -> String {
    let prefix = cx.integration.metrics_prefix(&cx.repo.config);
    match prefix.trim_end_matches('.') {
        "" => format!("{}.", cx.dir().replace('-', "_")),
        prefix => format!("{prefix}."),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    fn file(text: &str) -> String {
        format!("//- foo/assets/service_checks.json\n{text}")
    }

    fn labels(text: &str) -> Vec<String> {
        let items = completions(&file(text));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn a_service_check_comes_as_a_whole() {
        let out = accept_completion(&file("[‸]"), "{…}");
        assert!(out.contains("\"integration\": \"${2:Foo}\""), "{out}");
        assert!(out.contains("\"check\": \"${3:foo.can_connect}\""), "{out}");
        assert!(out.contains("[\"ok\",\"critical\"]"), "{out}");
        assert_eq!(labels("‸"), ["service checks"]);
    }

    #[test]
    fn attributes_that_are_missing_are_offered() {
        let all = labels("[{\"check\": \"foo.a\", ‸}]");
        assert_eq!(all.len(), 6);
        assert_eq!(all[0], "agent_version");
        let out = accept_completion(&file("[{‸}]"), "integration");
        assert_eq!(out, "[{\"integration\": \"${1:Foo}\"}]");
    }

    #[test]
    fn values_fit_their_attribute() {
        assert_eq!(labels("[{\"statuses\": [\"‸\"]}]")[..2], ["ok", "warning"]);
        // What is listed already comes last.
        assert_eq!(labels("[{\"statuses\": [\"ok\", \"‸\"]}]")[0], "warning");
        assert_eq!(labels("[{\"groups\": [‸]}]")[0], "host");
        assert_eq!(labels("[{\"integration\": \"‸\"}]"), ["Foo"]);
        assert_eq!(labels("[{\"check\": \"‸\"}]")[0], "foo.can_connect");
    }
}
