//! Definition between specifications and the files rendered from them: an option of an
//! example leads to the specification, one of the specification to the example.

use super::{Target, template};
use crate::ide::example_place::{origin_of, param_at, place_in_example, rendered_path};
use crate::model::Facts;
use crate::text::Span;
use crate::workspace::{FileCx, SpecCx};

/// From an example to the specification.
pub(super) fn of_example(cx: &FileCx, offset: usize) -> Vec<Target> {
    let target = || {
        let (origin, param) = param_at(cx, offset)?;
        let (path, found) = origin_of(cx, &param)?;
        Some(Target {
            origin,
            path: cx.integration.repo_path(path),
            span: found.span(),
        })
    };
    target().into_iter().collect()
}

/// From the specification to an example.
pub(super) fn of_spec(cx: &SpecCx, offset: usize) -> Vec<Target> {
    // A template may be a section of the example, too.
    let example = file_name(cx, offset).or_else(|| option(cx, offset));
    let template = template::definition(cx, offset);
    example.into_iter().chain(template).collect()
}

fn file_name(cx: &SpecCx, offset: usize) -> Option<Target> {
    let node = cx.file.yaml()?.node_at(cx.text(), offset);
    let touched = node.inner_span().touches(offset);
    let names = matches!(node.key(), Some("name" | "example_name"));
    let holder = node.parent().filter(|_| touched && names)?;
    let file = cx.spec.files.iter().find(|file| file.node == holder)?;
    let path = rendered_path(cx, file.example_name()?)?;
    Some(Target {
        origin: node.inner_span(),
        path: cx.integration.repo_path(&path),
        span: Span::at(0),
    })
}

fn option(cx: &SpecCx, offset: usize) -> Option<Target> {
    // The facts of the file as it is being edited, not those of the index.
    let facts = Facts::of(cx.file);
    let options = &facts.as_spec()?.options;
    let option = options.iter().find(|option| option.span.touches(offset))?;
    let (path, span) = place_in_example(cx, option)?;
    Some(Target {
        origin: option.span,
        path: cx.integration.repo_path(&path),
        span,
    })
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances\n    options:\n    - name: mode\n      value: {type: string}\n    - template: instances/http\n";
    const EXAMPLE: &str = "//- foo/datadog_checks/foo/data/conf.yaml.example\ninstances:\n  -\n    ## @param mode - string - required\n    #\n    mode: a\n\n    ## @param timeout - number - optional\n    #\n    # timeout: 1\n";

    fn target(here: &str, marked: &str) -> Option<(String, String)> {
        let fixture = Fixture::new(&format!("{SPEC}{EXAMPLE}").replacen(here, marked, 1));
        let (path, offset) = fixture.cursor.clone()?;
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        let target = found.first()?;
        let there = fixture.file(&target.path);
        let name = target.path.rsplit('/').next().unwrap_or_default();
        Some((name.to_owned(), target.span.slice(&there.text).to_owned()))
    }

    #[test]
    fn options_lead_to_each_other() {
        let to = |path: &str, text: &str| Some((path.to_owned(), text.to_owned()));
        let example = "conf.yaml.example";
        assert_eq!(target("param mode", "param mo‸de"), to("spec.yaml", "mode"));
        assert_eq!(
            target("    mode: a", "    mo‸de: a"),
            to("spec.yaml", "mode")
        );
        assert_eq!(
            target("# timeout", "# time‸out"),
            to("spec.yaml", "instances/http")
        );
        assert_eq!(target("name: mode", "name: mo‸de"), to(example, "mode"));
        assert_eq!(
            target("template: instances\n", "template: inst‸ances\n"),
            to(example, "instances")
        );
        assert_eq!(
            target("foo.yaml\n  opt", "foo‸.yaml\n  opt"),
            to(example, "")
        );
        assert_eq!(target("type: string", "type: str‸ing"), None);
        assert_eq!(target("- number", "- num‸ber"), None);
    }
}
