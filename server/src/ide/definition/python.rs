//! Definition from Python sources: the row of a metric, the declaration of a service check.

use super::Target;
use crate::ide::option_place::{Wanted, known_option, read_under};
use crate::ide::python_place::PythonPlace;
use crate::model::FileKind;
use crate::model::option_reads::OptionRead;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    if let Some(read) = read_under(cx, offset) {
        return option(cx, &read);
    }
    let (origin, path, span) = match PythonPlace::at(cx, offset) {
        Some(PythonPlace::Metric(origin, metric)) => (
            origin,
            FileKind::Metadata.file_name().to_owned(),
            metric.span,
        ),
        Some(PythonPlace::ServiceCheck(origin, fact)) => (
            origin,
            cx.integration.service_checks_path(),
            fact.check.span,
        ),
        Some(PythonPlace::Method(..)) | None => return Vec::new(),
    };
    let path = cx.integration.repo_path(&path);
    vec![Target { origin, path, span }]
}

/// The option in the specification; of one that a template brings, the reference and the
/// option in the template.
fn option(cx: &FileCx, read: &OptionRead) -> Vec<Target> {
    let Some(known) = known_option(cx, &Wanted::of_read(read)) else {
        return Vec::new();
    };
    let origin = read.name.span;
    let spec = cx.integration.repo_path(FileKind::Spec.file_name());
    let here = Some((spec, known.span));
    let places = here.into_iter().chain(known.in_template(cx));
    places
        .map(|(path, span)| Target { origin, path, span })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn names_lead_to_where_they_are_declared() {
        let target = |call: &str| {
            let fixture = Fixture::new(&format!(
                "//- foo/metadata.csv\nmetric_name\nfoo.a\n\
                 //- foo/assets/service_checks.json\n[{{\"check\": \"foo.up\"}}]\n\
                 //- foo/datadog_checks/foo/check.py\n\
                 class A(AgentCheck):\n    __NAMESPACE__ = 'foo'\n    UP = 'up'\n    def check(self, _):\n        {call}\n"
            ));
            let (path, offset) = fixture.cursor.clone().expect("a cursor");
            let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
            let target = found.into_iter().next()?;
            let text = target
                .span
                .slice(&fixture.file(&target.path).text)
                .to_owned();
            Some((target.path, text))
        };
        let to = |path: &str, text: &str| Some((path.to_owned(), text.to_owned()));
        assert_eq!(
            target("self.gauge('‸a', 1)"),
            to("foo/metadata.csv", "foo.a")
        );
        let json = "foo/assets/service_checks.json";
        assert_eq!(target("self.service_check('up‸', 0)"), to(json, "foo.up"));
        assert_eq!(
            target("self.service_check(self.U‸P, 0)"),
            to(json, "foo.up")
        );
        assert_eq!(target("self.gau‸ge('a', 1)"), None);
    }

    #[test]
    fn options_lead_to_the_specification_and_the_template() {
        let targets = |call: &str| {
            let fixture = Fixture::new(&format!(
                "//- <templates>/instances.yaml\nname: instances\nmultiple: true\ndescription: All.\n\
                 //- <templates>/more.yaml\n- name: timeout\n  description: How long.\n  value: {{type: number}}\n\
                 //- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances\n    options:\n    - name: mode\n      value: {{type: string}}\n    - template: more\n\
                 //- foo/datadog_checks/foo/check.py\nclass A(AgentCheck):\n    def check(self, _):\n        {call}\n"
            ));
            let (path, offset) = fixture.cursor.clone().expect("a cursor");
            let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
            let shown = found.into_iter().map(|target| {
                let name = target.path.rsplit('/').next().unwrap_or_default();
                let files = fixture.files.iter();
                let file = files.into_iter().find(|file| *file.path == *target.path);
                let text = file.map_or("", |file| target.span.slice(&file.text));
                format!("{name} {text}")
            });
            shown.collect::<Vec<_>>()
        };
        assert_eq!(targets("self.instance.get('mo‸de')"), ["spec.yaml mode"]);
        assert_eq!(
            targets("self.instance['time‸out']"),
            ["spec.yaml more", "more.yaml "]
        );
        assert_eq!(targets("self.instance['‸x']"), Vec::<String>::new());
    }
}
