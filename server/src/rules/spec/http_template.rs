//! `spec/http-template`

use super::place_of_section;
use crate::model::{Facts, FileKind, RepoKind};
use crate::rules::python::is_integration;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::text::Span;
use crate::workspace::{FileCx, PathTarget, SpecCx};

rule! {
    /// The check uses the HTTP wrapper, but the specification lacks the options of the wrapper.
    ///
    /// ## Why
    /// `self.http` and the base classes for OpenMetrics take proxies, credentials and time limits
    /// from options that come with the templates `init_config/http` and `instances/http`, or with
    /// those for OpenMetrics. `ddev validate http` searches the text of the specification that the
    /// manifest names for `init_config/` and `instances/`; any template of such a name will do.
    ///
    /// ## Fix
    /// Adds the template to the section, where the section is written out.
    HTTP_TEMPLATE = "spec/http-template",
    severity: Error,
    origin: Ddev("http"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let excluded = cx.repo.config.http_exclude.contains(cx.dir());
    if excluded || cx.repo.kind == RepoKind::Legacy || !is_integration(cx) || !is_the_one(cx) {
        return;
    }
    let missing = ["init_config", "instances"]
        .into_iter()
        .filter(|section| !cx.text().contains(&format!("{section}/")));
    let missing: Vec<&str> = missing.collect();
    let Some(user) = (!missing.is_empty()).then(|| user(cx)).flatten() else {
        return;
    };
    for section in missing {
        let template = format!("{section}/http");
        let message = format!(
            "The check uses the HTTP wrapper: add the template `{template}` or one for OpenMetrics."
        );
        let finding = sink.report(place_of_section(cx, section), message);
        finding.related(user.clone(), Span::at(0), "The wrapper is used here.");
        let mut sections = cx.spec.options.iter();
        let options = sections
            .find(|option| option.name() == Some(section))
            .and_then(|option| option.node.get_own("options"))
            .filter(|list| list.is_sequence() && (!list.is_flow() || list.is_falsy()));
        if let Some(list) = options {
            let edit = edit::insert_item(list, &format!("template: {template}"));
            finding.unsafe_fix(format!("Add the template `{template}`"), vec![edit]);
        }
    }
}

/// The manifest leads to this specification, or says nothing.
fn is_the_one(cx: &SpecCx) -> bool {
    let named = cx.integration.manifest().and_then(|m| m.spec_path.as_ref());
    let path = match named {
        None => cx.integration.repo_path(FileKind::Spec.file_name()),
        Some(named) => match cx.integration.resolve(&named.value) {
            PathTarget::File(entry) => cx.integration.repo_path(&entry.path),
            _ => return false,
        },
    };
    *cx.file.path == *path
}

/// The first source of the package that uses the wrapper.
pub(in crate::rules) fn user(cx: &FileCx) -> Option<String> {
    let folder = match cx.repo.kind {
        RepoKind::Single => "datadog_checks/".to_owned(),
        _ => format!("datadog_checks/{}/", cx.integration.package_name()),
    };
    let uses = |facts: &Facts| facts.as_python().is_some_and(|p| p.uses_http_wrapper);
    let mut sources = cx.integration.facts_below(&folder);
    let (path, _) = sources.find(|(_, facts)| uses(facts))?;
    Some(cx.integration.repo_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const CHECK: &str = "//- foo/datadog_checks/foo/check.py\nself.http.get(url)\n";

    fn spec(text: &str) -> String {
        format!("//- foo/assets/configuration/spec.yaml\n{text}")
    }

    #[test]
    fn both_templates_are_missed() {
        let text = "files:\n- name: foo.yaml\n  options:\n  - template: «init_config»\n    options: []\n  - name: «instances»\n    options: []\n";
        assert_findings(&HTTP_TEMPLATE, &format!("{CHECK}{}", spec(text)));
        assert_findings(
            &HTTP_TEMPLATE,
            &format!("{CHECK}{}", spec("# init_config/\n«files»: []\n")),
        );
    }

    #[test]
    fn any_template_will_do() {
        let fine = spec("# init_config/ instances/\nfiles: []\n");
        assert_findings(&HTTP_TEMPLATE, &format!("{CHECK}{fine}"));
    }

    #[test]
    fn only_checks_that_use_the_wrapper_are_asked() {
        let bare = spec("files: []\n");
        for source in [
            "client.get(u)",
            "requests.get(u); self.http",
            "self.http # SKIP_HTTP_VALIDATION",
        ] {
            let check = format!("//- foo/datadog_checks/foo/check.py\n{source}\n");
            assert_findings(&HTTP_TEMPLATE, &format!("{check}{bare}"));
        }
        let other = CHECK.replace("datadog_checks/foo", "datadog_checks/bar");
        assert_findings(&HTTP_TEMPLATE, &format!("{other}{bare}"));
        let config = "//- .ddev/config.toml\n[overrides.validate.http]\nexclude = ['foo']\n";
        assert_findings(&HTTP_TEMPLATE, &format!("{config}{CHECK}{bare}"));
    }

    #[test]
    fn the_manifest_says_which_file_counts() {
        let manifest = "//- foo/manifest.json\n{\"manifest_version\": \"2.0.0\", \"app_id\": \"a\", \"assets\": {\"integration\": {\"configuration\": {\"spec\": \"assets/other.yaml\"}}}}\n";
        let usual = spec("files: []\n");
        let other = "//- foo/assets/other.yaml\n# instances/\n«files»: []\n";
        assert_findings(&HTTP_TEMPLATE, &format!("{manifest}{CHECK}{usual}{other}"));
    }

    #[test]
    fn the_template_is_added() {
        let before = "# instances/\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options:\n    - name: a\n";
        assert_fix(
            &HTTP_TEMPLATE,
            &format!("{}{CHECK}", spec(before)),
            &format!("{before}    - template: init_config/http\n"),
        );
    }
}
