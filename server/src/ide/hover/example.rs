//! Hover in example configurations: what the specification says of an option.

use super::Hover;
use crate::ide::example_place::{example_name, origin_of, origin_text, param_at};
use crate::ide::option_place::{Wanted, known_option};
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let (span, param) = param_at(cx, offset)?;
    let wanted = Wanted {
        name: &param.name,
        section: &param.sections.join("."),
        example: Some(example_name(cx)),
        is_attribute: false,
    };
    let markdown = match known_option(cx, &wanted) {
        // With what `overrides` change.
        Some(known) if known.is_expanded() => known.markdown(cx),
        _ => {
            let (_, origin) = origin_of(cx, &param)?;
            origin_text(cx.repo, &param.name, origin)
        }
    };
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

    #[test]
    fn what_overrides_change_is_told_as_it_becomes() {
        let text = "//- <templates>/instances.yaml\nname: instances\nmultiple: true\ndescription: All.\n\
            //- <templates>/more.yaml\n- name: timeout\n  description: How long.\n  value: {type: number, example: 10}\n\
            //- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances\n    options:\n    - template: more\n      overrides: {timeout.required: true, timeout.value.example: 5}\n\
            //- foo/datadog_checks/foo/data/conf.yaml.example\ninstances:\n  -\n    ## @param time‸out - number - required\n    #\n    timeout: 5\n";
        let said = hover(text).expect("a hover");
        assert_eq!(
            said,
            "**timeout** (number, required)\n\nExample: `5`\n\nHow long.\n\nBrought by the template `more`."
        );
    }
}
