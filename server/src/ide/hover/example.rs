//! Hover in example configurations: what the specification says of an option.

use super::Hover;
use crate::ide::example_place::{origin_of, origin_text, param_at};
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let (span, param) = param_at(cx, offset)?;
    let (_, origin) = origin_of(cx, &param)?;
    let markdown = origin_text(cx.repo, &param.name, origin);
    Some(Hover { span, markdown })
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options:\n    - template: init_config/default\n  - template: instances\n    options:\n    - name: mode\n      required: true\n      secret: true\n      description: How it works.\n      value:\n        type: string\n        example: fast\n        enum: [fast, slow]\n    - template: instances/http\n";

    fn at(text: &str) -> Option<String> {
        hover(&format!(
            "{SPEC}//- foo/datadog_checks/foo/data/conf.yaml.example\n{text}"
        ))
    }

    #[test]
    fn options_tell_what_the_specification_says() {
        let text = "instances:\n\n  -\n    ## @param mode - string - required\n    ## Help.\n    #\n    mode: a\n";
        let wanted = "**mode** (string, required, secret)\n\nExample: `fast`\n\nOne of `fast`, `slow`.\n\nHow it works.";
        for (there, here) in [("param mode", "param mo‸de"), ("    mode", "    mo‸de")] {
            assert_eq!(at(&text.replace(there, here)).as_deref(), Some(wanted));
        }
        assert_eq!(at(&text.replace("Help", "He‸lp")), None);
        assert_eq!(
            at(&text
                .replace("instances", "init_config")
                .replace("param mode", "param mo‸de")),
            None
        );
    }

    #[test]
    fn what_templates_bring_is_told() {
        let text = "instances:\n  - mode: a\n\n    ## @param timeout - number - optional\n    #\n    # time‸out: 1\n";
        let said = at(text).expect("a hover");
        assert!(said.contains("`instances/http`"), "{said}");
        let said = at("instan‸ces:\n").expect("a hover");
        assert!(said.starts_with("**instances** (section"), "{said}");
    }
}
