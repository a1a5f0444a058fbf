//! `jmx/spec-template`

use super::{flag, walks_spec};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The specification of a JMX package lacks the options of JMX.
    ///
    /// ## Why
    /// The options by which the Agent reaches a Java process come from two templates:
    /// `init_config/jmx` directly below `init_config`, and `instances/jmx` directly below
    /// `instances`. `ddev validate jmx-metrics` fails unless one file of the specification
    /// has each.
    ///
    /// ## Example
    /// ```yaml
    /// - template: init_config
    ///   options:
    ///   - template: init_config/jmx
    /// ```
    ///
    /// ## Fix
    /// Inserts the template.
    SPEC_TEMPLATE = "jmx/spec-template",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: Safe,
    check: File(FileKind::Spec, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(flag) = flag(cx) else { return };
    let Some(tree) = cx.file.sound_yaml() else {
        return;
    };
    if !walks_spec(cx) {
        return;
    }
    let root = tree.root(cx.text());
    let Some(files) = root.get("files").filter(|files| files.is_sequence()) else {
        return;
    };
    let sections: Vec<YamlNode> = files
        .items()
        .filter_map(|file| file.get("options"))
        .flat_map(|options| options.items())
        .collect();
    for base in ["init_config", "instances"] {
        let wanted = format!("{base}/jmx");
        let below = || {
            let here = sections.iter();
            here.filter(move |section| template(**section) == Some(base))
        };
        let options = below().filter_map(|section| section.get("options"));
        if options
            .flat_map(|options| options.items())
            .any(|option| template(option) == Some(&wanted))
        {
            continue;
        }
        let section = below().next();
        let named = section.and_then(|section| section.get("template"));
        let place = named
            .map(|node| node.inner_span())
            .or_else(|| files.key_span())
            .unwrap_or(files.span());
        let message = format!(
            "The specification of a JMX integration has the template `{wanted}` below the \
             template `{base}`."
        );
        let finding = sink.report(place, message);
        finding.related(
            cx.integration.repo_path(&cx.integration.example_path()),
            flag,
            "This makes it a JMX integration.",
        );
        if let Some(insertion) = section.and_then(|section| insert(*section, &wanted)) {
            finding.safe_fix(format!("Insert `{wanted}`"), vec![insertion]);
        }
    }
}

fn template<'a>(node: YamlNode<'a>) -> Option<&'a str> {
    node.get("template")?.as_str()
}

fn insert(section: YamlNode, template: &str) -> Option<TextEdit> {
    let item = format!("template: {template}");
    match section.get("options") {
        Some(options) if options.is_sequence() || options.is_missing() => {
            Some(edit::insert_item(options, &item))
        }
        Some(_) => None,
        None => Some(edit::insert_pair(
            section,
            "options",
            &format!("\n- {item}"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{EXAMPLE, SPEC};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(spec: &str) -> String {
        format!("{EXAMPLE}//- foo/assets/configuration/spec.yaml\n{spec}")
    }

    #[test]
    fn both_templates_must_be_there() {
        assert_findings(&SPEC_TEMPLATE, &with(SPEC));
        let text = SPEC.replace("init_config/jmx", "init_config/http");
        let text = text.replace("template: init_config\n", "template: «init_config»\n");
        assert_findings(&SPEC_TEMPLATE, &with(&text));
        let text = SPEC.replace("template: instances\n", "template: other\n");
        let text = text.replace("files", "«files»");
        assert_findings(&SPEC_TEMPLATE, &with(&text));
        let no_jmx = with(&text.replace(['«', '»'], "")).replace("true", "false");
        assert_findings(&SPEC_TEMPLATE, &no_jmx);
    }

    #[test]
    fn the_template_is_inserted() {
        let text = SPEC.replace("    options:\n    - template: init_config/jmx\n", "");
        assert_fix(&SPEC_TEMPLATE, &with(&text), SPEC);
        let text = SPEC.replace("instances/jmx", "instances/http");
        let fixed = format!("{text}    - template: instances/jmx\n");
        assert_fix(&SPEC_TEMPLATE, &with(&text), &fixed);
    }
}
