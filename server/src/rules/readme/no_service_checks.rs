//! `readme/no-service-checks`

use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::{Address, ReadmeCx};

rule! {
    /// The README links to the service checks, but there are none.
    ///
    /// ## Why
    /// The link leads to an empty list. Usually it comes from a template; a sentence that there are no
    /// service checks serves readers better.
    NO_SERVICE_CHECKS = "readme/no-service-checks",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let path = FileKind::ServiceChecks.file_name();
    let facts = cx.integration.facts_at(path);
    let Some(facts) = facts.and_then(|facts| facts.as_service_checks()) else {
        return;
    };
    if !facts.well_formed || !facts.is_empty {
        return;
    }
    let own = cx.integration.repo_path(path);
    for (written, leads) in cx.inner_addresses() {
        if matches!(leads, Address::File(path, ..) if *path == own) {
            sink.report(written.span, "The list of service checks there is empty.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_list_holds_something() {
        let link = "https://github.com/DataDog/integrations-extras/blob/master/foo/assets/service_checks.json";
        let readme = |link: &str| format!("//- foo/README.md\nSee [them][1].\n\n[1]: {link}\n");
        let file = "//- foo/assets/service_checks.json\n";
        let marked = readme(&format!("«{link}»"));
        assert_findings(&NO_SERVICE_CHECKS, &format!("{marked}{file}[]\n"));
        let full = format!("{}{file}[{{\"check\": \"foo.a\"}}]\n", readme(link));
        assert_findings(&NO_SERVICE_CHECKS, &full);
        let broken = format!("{}{file}[\n", readme(link));
        assert_findings(&NO_SERVICE_CHECKS, &broken);
    }
}
