//! Definition from Python sources: the row of a metric, the declaration of a service check.

use super::Target;
use crate::ide::python_place::PythonPlace;
use crate::model::FileKind;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
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
}
