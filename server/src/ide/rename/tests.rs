use crate::ide;
use crate::model::SourceFile;
use crate::rules;
use crate::testing::Fixture;
use crate::text::{FileAction, apply_edits};

const TEMPLATES: &str = "//- <templates>/instances.yaml\nname: instances\nmultiple: true\ndescription: All.\n\
    //- <templates>/more.yaml\n- name: timeout\n  description: How long.\n  value: {type: number, example: 3}\n";
const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n  options:\n  - name: init_config\n    description: For all.\n    options:\n    - name: depth\n      description: See `depth` of others.\n      value: {type: integer, example: 1}\n  - template: instances\n    options:\n    - name: my-mode\n      description: How. Beside `my-mode` nothing counts.\n      value: {type: string, example: fast}\n    - name: depth\n      description: How deep.\n      value: {type: integer, example: 2}\n    - name: auth\n      description: Who.\n      options:\n      - name: token\n        description: What.\n        value: {type: string}\n    - template: more\n";
const REST: &str = "//- foo/datadog_checks/foo/check.py\nclass A(AgentCheck, ConfigMixin):\n    def check(self, _):\n        c = self.instance or {}\n        c.get('my-mode')\n        self.config.my_mode\n        self.init_config['depth']\n        self.instance['timeout']\n        self.instance['gone']\n\
    //- foo/tests/test_a.py\nINSTANCE = {'my-mode': 'b', 'depth': 1}\nOTHER = 'my-mode'\n\
    //- foo/README.md\nSet `my-mode`, not `my-mode2`, nor my-mode. Mind `depth`.\n\n```yaml\ninstances:\n  - my-mode: a\n```\n\
    //- foo/datadog_checks/foo/config_models/validators.py\n# 1\n# 2\n# 3\n# 4\n\ndef instance_my_mode(value, *, field):\n    return value\n\ndef initialize_instance(values, **kwargs):\n    return {'my-mode': values.get('my-mode')}\n";

/// The fixture with everything that is derived written out, and the cursor at a mark.
fn fixture(here: &str, marked: &str) -> Fixture {
    let plain = format!(
        "{TEMPLATES}{SPEC}//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n{REST}"
    );
    let first = Fixture::new(&plain);
    let derived = {
        let cx = first.context(first.file("foo/assets/configuration/spec.yaml"));
        cx.derived().expect("derived files")
    };
    let mut whole = plain;
    for file in &derived.files {
        if !whole.contains(&format!("//- foo/{}\n", file.path)) {
            whole.push_str(&format!("//- foo/{}\n{}", file.path, file.text));
        }
    }
    assert!(whole.contains(here), "{here}");
    Fixture::new(&whole.replacen(here, marked, 1))
}

fn renamed(here: &str, marked: &str, new: &str) -> Result<Fixture, String> {
    let fixture = fixture(here, marked);
    let (path, offset) = fixture.cursor.clone().expect("a cursor");
    let read = |path: &str| Some(fixture.file(path).text.clone());
    let cx = fixture.context(fixture.file(&path));
    let edits = ide::rename(&cx, offset, new, &read)?;
    let mut whole = TEMPLATES.to_owned();
    for file in fixture.files.iter().filter(|f| !f.path.ends_with(".json")) {
        let edit = edits.iter().find(|edit| *edit.path == *file.path);
        let text = match edit.map(|edit| &edit.action) {
            Some(FileAction::Edit(edits)) => apply_edits(&file.text, edits).expect("edits fit"),
            Some(_) => panic!("nothing is created or moved"),
            None => file.text.to_string(),
        };
        whole.push_str(&format!("//- {}\n{text}", file.path));
    }
    Ok(Fixture::new(&whole))
}

fn text<'f>(fixture: &'f Fixture, name: &str) -> &'f str {
    let mut files = fixture.files.iter();
    let file = files.find(|file| file.path.ends_with(name));
    &file.unwrap_or_else(|| panic!("no {name}")).text
}

/// Codes of findings about derived files.
fn drift(fixture: &Fixture) -> Vec<&'static str> {
    let about = |file: &SourceFile| rules::check_file(&fixture.context(file));
    let all = fixture.files.iter().flat_map(about);
    all.map(|finding| finding.rule.code)
        .filter(|code| code.ends_with("out-of-sync") || code.starts_with("models/"))
        .collect()
}

#[test]
fn an_option_is_renamed_wherever_it_is_certainly_named_from_any_of_the_places() {
    for (here, marked) in [
        ("name: my-mode", "name: my-‸mode"),
        ("get('my-mode", "get('‸my-mode"),
        ("config.my_mode", "config.my_‸mode"),
        ("INSTANCE = {'my", "INSTANCE = {'m‸y"),
        ("`my-mode`, not", "`my‸-mode`, not"),
        ("def instance_my", "def instance_m‸y"),
        ("param my-mode", "param my-‸mode"),
        ("# my-mode: fast", "# my‸-mode: fast"),
        ("    my_mode: Optional", "    my_‸mode: Optional"),
    ] {
        let after = renamed(here, marked, "speed-level").expect(marked);
        let spec = text(&after, "spec.yaml");
        assert!(spec.contains("- name: speed-level\n"), "{marked}: {spec}");
        assert!(spec.contains("Beside `speed-level` nothing"), "{spec}");
        let example = text(&after, "conf.yaml.example");
        assert!(
            example.contains("## @param speed-level - string"),
            "{example}"
        );
        assert!(example.contains("# speed-level: fast"), "{example}");
        let check = text(&after, "/check.py");
        assert!(
            check.contains("c.get('speed-level')\n        self.config.speed_level\n"),
            "{marked}: {check}"
        );
        let model = text(&after, "instance.py");
        assert!(model.contains("speed_level: Optional[str] = Field(None, alias='speed-level')"));
        assert!(text(&after, "defaults.py").contains("def instance_speed_level()"));
        let validators = text(&after, "validators.py");
        assert!(
            validators.contains("def instance_speed_level(value"),
            "{validators}"
        );
        assert!(
            validators.contains("values.get('speed-level')"),
            "{validators}"
        );
        let tests = text(&after, "test_a.py");
        assert_eq!(
            tests,
            "INSTANCE = {'speed-level': 'b', 'depth': 1}\nOTHER = 'my-mode'\n"
        );
        assert_eq!(
            text(&after, "README.md"),
            "Set `speed-level`, not `my-mode2`, nor my-mode. Mind `depth`.\n\n```yaml\ninstances:\n  - speed-level: a\n```\n"
        );
        assert_eq!(drift(&after), [""; 0], "{marked}");
    }
}

#[test]
fn the_same_name_in_another_section_is_something_else() {
    let after = renamed("name: depth", "name: de‸pth", "level").expect("a rename");
    let spec = text(&after, "spec.yaml");
    assert!(spec.contains("- name: level\n      description: See `depth` of"));
    assert!(spec.contains("- name: depth\n      description: How deep"));
    assert!(text(&after, "/check.py").contains("self.init_config['level']"));
    assert!(text(&after, "test_a.py").contains("'depth': 1"));
    // Which of the two is meant nobody knows.
    assert!(text(&after, "README.md").contains("`depth`"));
    assert_eq!(drift(&after), [""; 0]);
}

#[test]
fn options_inside_of_options_and_these_themselves_are_renamed() {
    for (here, marked, new) in [
        ("name: token", "name: tok‸en", "key"),
        ("name: auth", "name: au‸th", "login"),
    ] {
        let after = renamed(here, marked, new).expect(new);
        assert!(text(&after, "spec.yaml").contains(&format!("name: {new}\n")));
        assert!(text(&after, "conf.yaml.example").contains(&format!("# {new}:")));
        assert_eq!(drift(&after), [""; 0], "{new}");
    }
}

#[test]
fn what_cannot_be_renamed_says_why() {
    let refused = |here: &str, marked: &str, new: &str| renamed(here, marked, new).err();
    for (here, marked, said) in [
        (
            "['timeout",
            "['time‸out",
            "The option `timeout` comes from the template `more` and cannot be renamed.",
        ),
        (
            "@param timeout",
            "@param time‸out",
            "The option `timeout` comes from the template `more` and cannot be renamed.",
        ),
        (
            "['gone",
            "['go‸ne",
            "The option `gone` is not declared in spec.yaml.",
        ),
        (
            "name: init_config",
            "name: init‸_config",
            "`init_config` is a section that the Agent knows by this name.",
        ),
        (
            "Mind `depth`",
            "Mind `de‸pth`",
            "Several sections have an option `depth`; rename it in spec.yaml.",
        ),
    ] {
        assert_eq!(
            refused(here, marked, "x").as_deref(),
            Some(said),
            "{marked}"
        );
    }
    for (new, said) in [
        ("", "An option needs a name."),
        ("a b", "The name of an option cannot hold blanks."),
        ("depth", "`instances` has an option `depth` already."),
        ("timeout", "`instances` has an option `timeout` already."),
        (
            "yes",
            "`yes` cannot name an option: YAML reads it as something else than text.",
        ),
        (
            "a:b",
            "`a:b` cannot name an option: names begin with a letter or `_` and hold letters, digits, `_`, `-` and `.`.",
        ),
    ] {
        let found = refused("name: my-mode", "name: my-‸mode", new);
        assert_eq!(found.as_deref(), Some(said));
    }
    let found = refused("name: token", "name: to‸ken", "my_mode");
    assert_eq!(found, None, "another section");
    let found = renamed(
        "name: depth\n      description: How",
        "name: dep‸th\n      description: How",
        "my_mode",
    );
    assert_eq!(
        found.err().as_deref(),
        Some("`instances` has an option `my-mode`, and models would give both the same name.")
    );
}

#[test]
fn files_that_were_out_of_sync_are_edited_in_place() {
    let here = "# my-mode: fast\n";
    let after = renamed(here, "my-mode: sl‸ow\n", "speed");
    assert!(after.is_ok_and(|f| text(&f, "conf.yaml.example").contains("my-mode: slow")));
    let after =
        renamed("    # my-mode: fast\n", "    my-‸mode: slow\n", "speed").expect("a rename");
    let example = text(&after, "conf.yaml.example");
    assert!(example.contains("## @param speed - string"), "{example}");
    assert!(example.contains("    speed: slow\n"), "{example}");
}

#[test]
fn nothing_happens_where_no_option_is_named() {
    let after = renamed("nor my-mode", "nor my-m‸ode", "x").expect("no error");
    assert!(text(&after, "spec.yaml").contains("name: my-mode"));
    let after = renamed("name: my-mode", "name: my-‸mode", "my-mode").expect("no error");
    assert!(text(&after, "spec.yaml").contains("name: my-mode"));
}

#[test]
fn before_a_name_is_asked_the_place_is_shown_with_the_name_of_the_option() {
    let prepared = |here: &str, marked: &str| {
        let fixture = fixture(here, marked);
        let (path, offset) = fixture.cursor.clone().expect("a cursor");
        let read = |path: &str| Some(fixture.file(path).text.clone());
        let file = fixture.file(&path);
        let found = ide::prepare_rename(&fixture.context(file), offset, &read);
        found.map(|found| found.map(|f| (f.span.slice(&file.text).to_owned(), f.name)))
    };
    let both = |there: &str, name: &str| Ok(Some((there.to_owned(), name.to_owned())));
    assert_eq!(
        prepared("config.my_mode", "config.my_‸mode"),
        both("my_mode", "my-mode")
    );
    assert_eq!(
        prepared("# my-mode: f", "# my-‸mode: f"),
        both("my-mode", "my-mode")
    );
    assert_eq!(prepared("nor my-mode", "nor my-m‸ode"), Ok(None));
    assert!(prepared("['timeout", "['time‸out").is_err());
}
