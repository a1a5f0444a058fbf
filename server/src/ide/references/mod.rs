//! Find references: an option of the configuration over the specification, the examples, the
//! sources of the check, its models, its tests and the README.

mod mentions;
mod models;
mod readme;
mod sought;

use std::sync::Arc;

use crate::text::Span;
use crate::workspace::FileCx;

pub(super) use mentions::{Form, in_descriptions, mentions};
pub(super) use sought::Sought;

/// Gives the text of a file by its path relative to the repository root.
pub(super) type Read<'r> = &'r dyn Fn(&str) -> Option<Arc<str>>;

/// A place that names something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes there.
    pub span: Span,
}

/// Every place that names the option under the cursor, in order of path. `read` gives the text
/// of files by their path relative to the repository root.
#[must_use]
pub fn references(
    cx: &FileCx,
    offset: usize,
    declarations: bool,
    read: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Vec<Reference> {
    let Some(sought) = Sought::at(cx, offset) else {
        return Vec::new();
    };
    let mut found: Vec<Reference> = mentions(cx, &sought, read)
        .into_iter()
        .filter(|mention| declarations || mention.form != Form::Declaration)
        // The key at the value follows the line of help.
        .filter(|mention| mention.form != Form::ExampleKey)
        .map(|mention| Reference {
            path: mention.path,
            span: mention.span,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    const REPO: &str = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options:\n    - name: mode\n  - template: instances\n    options:\n    - name: my-mode\n      value: {type: string}\n    - template: instances/http\n\
        //- foo/datadog_checks/foo/data/conf.yaml.example\ninit_config:\n\ninstances:\n  -\n    ## @param my-mode - string - optional\n    #\n    # my-mode: a\n\
        //- foo/datadog_checks/foo/check.py\nclass A(AgentCheck, ConfigMixin):\n    def check(self, _):\n        self.instance.get('my-mode')\n        self.config.my_mode\n        self.init_config['mode']\n        self.instance['timeout']\n\
        //- foo/tests/test_a.py\nINSTANCE = {'my-mode': 'b'}\n\
        //- foo/README.md\nSet `my-mode`, not `my-mode2`.\n\n```yaml\ninstances:\n  - my-mode: a\n    # my-mode: my-mode\n```\n\nmy-mode: x\n";

    fn found(here: &str, marked: &str) -> Vec<String> {
        assert!(REPO.contains(here), "{here}");
        let fixture = Fixture::new(&REPO.replacen(here, marked, 1));
        let (path, offset) = fixture.cursor.clone().expect("a cursor");
        let read = |path: &str| Some(fixture.file(path).text.clone());
        let cx = fixture.context(fixture.file(&path));
        let found = ide::references(&cx, offset, true, &read);
        let show = |place: &ide::Reference| {
            let text = &fixture.file(&place.path).text;
            let line = text[..place.span.start as usize].matches('\n').count() + 1;
            let name = place.path.rsplit('/').next().unwrap_or_default();
            format!("{name}:{line} {}", place.span.slice(text))
        };
        found.iter().map(show).collect()
    }

    #[test]
    fn an_option_is_found_wherever_it_is_named_from_any_of_the_places() {
        let all = [
            "README.md:1 my-mode",
            "README.md:5 my-mode",
            "README.md:6 my-mode",
            "spec.yaml:9 my-mode",
            "check.py:3 my-mode",
            "check.py:4 my_mode",
            "conf.yaml.example:5 my-mode",
            "test_a.py:1 my-mode",
        ];
        for (here, marked) in [
            ("name: my-mode", "name: my-‸mode"),
            ("param my-mode", "param my-‸mode"),
            ("get('my-mode", "get('‸my-mode"),
            ("config.my_mode", "config.my_‸mode"),
            ("INSTANCE = {'my", "INSTANCE = {'m‸y"),
            ("`my-mode`", "`my‸-mode`"),
            ("- my-mode: a", "- my-m‸ode: a"),
        ] {
            assert_eq!(found(here, marked), all, "{marked}");
        }
    }

    #[test]
    fn other_sections_and_words_are_something_else() {
        assert_eq!(
            found("['mode", "['mo‸de"),
            ["spec.yaml:6 mode", "check.py:5 mode"]
        );
        assert_eq!(
            found("['timeout", "['time‸out"),
            ["spec.yaml:11 instances/http", "check.py:6 timeout"]
        );
        assert!(found("`my-mode2`", "`my-mo‸de2`").is_empty());
        assert!(found("Set", "S‸et").is_empty());
    }
}
