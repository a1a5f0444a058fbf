//! Find references: an option of the configuration over the specification, the examples, the
//! sources of the check, its tests and the README.

mod readme;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::example_place::param_at;
use super::option_place::{Wanted, known_option, read_under};
use crate::engine::models::attribute_of;
use crate::model::option_reads::{OptionRead, may_read_options, option_reads};
use crate::model::{Facts, FileKind};
use crate::syntax::python::PythonTree;
use crate::text::Span;
use crate::workspace::{FileCx, declared_options};

/// A place that names something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes there.
    pub span: Span,
}

/// An option that is searched for.
struct Sought {
    name: String,
    /// Sections around it, joined by dots; any when `None`.
    section: Option<String>,
}

/// Every place that names the option under the cursor, in order of path. `read` gives the text
/// of files that the index keeps no facts of, by their path relative to the repository root.
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
    let mut found = BTreeSet::new();
    let mut add = |path: &str, span: Span| {
        let path = cx.integration.repo_path(path);
        found.insert(Reference { path, span });
    };
    if declarations {
        for span in sought.in_spec(cx) {
            add(FileKind::Spec.file_name(), span);
        }
    }
    for (path, facts) in &cx.integration.facts {
        match &**facts {
            Facts::Config(config) => {
                for param in config.params.iter().filter(|p| sought.is_path(&p.value)) {
                    add(path, param.span);
                }
            }
            Facts::Python(source) => {
                for read in source.options.iter().filter(|read| sought.is_read(read)) {
                    add(path, read.name.span);
                }
            }
            _ => {}
        }
    }
    let files = cx.integration.files.files_below("tests");
    for entry in files.filter(|entry| entry.path.ends_with(".py")) {
        let text = read(&cx.integration.repo_path(&entry.path)).unwrap_or_default();
        if !text.contains(&*sought.name) || !may_read_options(&text.to_ascii_lowercase()) {
            continue;
        }
        for read in option_reads(&PythonTree::parse(&text)) {
            if sought.is_read(&read) {
                add(&entry.path, read.name.span);
            }
        }
    }
    let readme = FileKind::Readme.file_name();
    if cx.integration.files.has_file(readme) {
        let text = read(&cx.integration.repo_path(readme)).unwrap_or_default();
        for span in readme::mentions(&text, &sought.name) {
            add(readme, span);
        }
    }
    found.into_iter().collect()
}

impl Sought {
    fn at(cx: &FileCx, offset: usize) -> Option<Self> {
        match cx.file.kind {
            FileKind::Python => {
                let read = read_under(cx, offset)?;
                let known = known_option(cx, &Wanted::of_read(&read));
                Some(Self {
                    name: known.map_or_else(|| read.name.value.to_string(), |known| known.name),
                    section: Some(read.section.name().to_owned()),
                })
            }
            FileKind::Spec => {
                // The facts of the file as it is being edited.
                let facts = Facts::of(cx.file);
                let mut options = facts.as_spec()?.options.iter();
                let option = options.find(|option| option.span.touches(offset))?;
                Some(Self {
                    name: option.name.to_string(),
                    section: Some(option.section.to_string()),
                })
            }
            FileKind::ConfigExample => {
                let (_, param) = param_at(cx, offset)?;
                Some(Self {
                    name: param.name,
                    section: Some(param.sections.join(".")),
                })
            }
            FileKind::Readme => {
                let name = readme::name_at(cx.text(), offset)?;
                let sought = Self {
                    name: name.to_owned(),
                    section: None,
                };
                (!sought.in_spec(cx).is_empty()).then_some(sought)
            }
            _ => None,
        }
    }

    /// Places in the specification that name it, or the template that brings it.
    fn in_spec(&self, cx: &FileCx) -> Vec<Span> {
        let (Some(spec), Some(resolved)) = (cx.integration.spec(), cx.resolved()) else {
            return Vec::new();
        };
        let here = |section: &str| {
            self.section
                .as_deref()
                .is_none_or(|wanted| wanted == section)
        };
        let options = declared_options(&resolved).into_iter();
        let options = options.filter(|option| option.name == self.name && here(&option.section));
        let mut spans: Vec<Span> = options
            .filter_map(|option| option.place(&resolved))
            .collect();
        if !resolved.expanded {
            let templates = spec.templates.iter().filter(|t| here(&t.section));
            let bring = templates.filter(|t| t.brings().contains(&self.name.as_str()));
            spans.extend(bring.map(|template| template.span));
        }
        spans
    }

    /// The path of an option of an example.
    fn is_path(&self, path: &str) -> bool {
        let Some(section) = path.strip_suffix(&*self.name) else {
            return false;
        };
        match &self.section {
            None => section.is_empty() || section.ends_with('.'),
            Some(wanted) if wanted.is_empty() => section.is_empty(),
            Some(wanted) => section.strip_suffix('.') == Some(wanted),
        }
    }

    fn is_read(&self, read: &OptionRead) -> bool {
        let here = self
            .section
            .as_deref()
            .is_none_or(|s| s == read.section.name());
        let named = *read.name.value == *self.name
            || (read.is_attribute && attribute_of(&self.name).as_deref() == Some(&read.name.value));
        here && named
    }
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
