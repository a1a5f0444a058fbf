use crate::testing::{accept_completion, completions};

const SPEC: &str = "//- foo/assets/configuration/spec.yaml\n";
const HEAD: &str = "name: Foo\nfiles:\n- name: foo.yaml\n  options:\n";

fn labels(text: &str) -> Vec<String> {
    let items = completions(&format!("{SPEC}{text}"));
    items.into_iter().map(|item| item.label).collect()
}

#[track_caller]
fn accepted(text: &str, label: &str) -> String {
    accept_completion(&format!("{SPEC}{text}"), label)
}

#[test]
fn keys_follow_from_the_place() {
    assert_eq!(labels("name: Foo\n‸\n"), ["files", "version"]);
    assert_eq!(
        labels("files:\n- name: a\n  ‸\n"),
        ["options", "example_name", "discovery"]
    );
    let option = labels(&format!("{HEAD}  - name: a\n    ‸\n"));
    assert!(
        option.contains(&"description".to_owned()) && !option.contains(&"overrides".to_owned())
    );
    let kept = labels(&format!(
        "{HEAD}  - name: a\n    value:\n      type: string\n    ‸\n"
    ));
    assert!(!kept.contains(&"options".to_owned()) && kept.contains(&"secret".to_owned()));
    let list = format!("{HEAD}  - name: a\n    value:\n      type: array\n      ‸\n");
    assert_eq!(labels(&list)[..2], ["items", "example"]);
    assert!(labels(&list).contains(&"minItems".to_owned()));
    assert!(
        !labels(&list)
            .iter()
            .any(|l| l == "minimum" || l == "uniqueItems")
    );
    let inner = list.replace("      ‸", "      items:\n        ‸");
    assert_eq!(labels(&inner)[0], "type");
}

#[test]
fn beside_templates_only_overrides_take_effect() {
    let list = labels(&format!("{HEAD}  - template: instances/http\n    ‸\n"));
    assert_eq!(list[0], "overrides");
    let section = accepted(
        &format!("{HEAD}  - template: instances\n    op‸\n"),
        "options",
    );
    assert!(section.ends_with("    options:\n- $0\n"), "{section}");
}

#[test]
fn keys_bring_room_for_their_values() {
    let text = format!("{HEAD}  - va‸\n");
    assert!(
        accepted(&text, "value")
            .ends_with("  - value:\n    type: ${1|string,integer,number,boolean,array,object|}\n")
    );
    let text = format!("{HEAD}  - name: a\n    des‸\n");
    assert!(accepted(&text, "description").ends_with("    description: |\n  $0\n"));
    let text = format!("{HEAD}  - na‸: a\n");
    assert!(accepted(&text, "name").ends_with("  - name: a\n"));
    let text = "files:\n  - name: a\n    options:\n      - ‸\n";
    assert!(
        accepted(text, "new section")
            .ends_with("description: ${2:What it holds.}\n  options:\n    - $0\n")
    );
    assert_eq!(labels("‸"), ["new file"]);
}

#[test]
fn words_of_keys_are_offered() {
    let option = |line: &str| labels(&format!("{HEAD}  - name: a\n    {line}\n"));
    assert_eq!(option("required: ‸"), ["true", "false"]);
    assert_eq!(option("formats: [po‸]")[1..], ["path", "port", "url"]);
    assert_eq!(
        option("formats:\n    - url\n    - ‸")[1..],
        ["path", "port"]
    );
    assert_eq!(option("value:\n      type: ‸").len(), 6);
    assert_eq!(
        option("value:\n      type: boolean\n      example: ‸"),
        ["true", "false"]
    );
    assert_eq!(
        option("value:\n      type: string\n      enum: [a, b]\n      example: ‸"),
        ["a", "b"]
    );
    assert_eq!(option("example:\n      required: ‸"), Vec::<String>::new());
    assert_eq!(labels("files:\n- name: ‸\n")[0], "foo.yaml");
    assert_eq!(
        labels("files:\n- name: auto_conf.yaml\n  example_name: ‸\n"),
        ["auto_conf.yaml"]
    );
    let required = "value:\n      type: object\n      properties:\n      - {name: x, type: string}\n      required:\n      - ‸";
    assert_eq!(option(required), ["x"]);
}

#[test]
fn templates_of_the_section_come_first() {
    let top = labels(&format!("{HEAD}  - template: ‸\n"));
    assert_eq!(top[..3], ["init_config", "instances", "logs"]);
    let inner = labels(&format!(
        "{HEAD}  - template: instances\n    options:\n    - template: ‸\n"
    ));
    assert!(
        inner[0].starts_with("instances/")
            && !inner.contains(&"discovery/openmetrics_from_ports".to_owned())
    );
    let branch = format!("{HEAD}  - template: instances/tls.tls_v‸\n");
    assert!(labels(&branch).contains(&"instances/tls.tls_verify".to_owned()));
    assert!(
        accepted(&branch, "instances/tls.tls_verify")
            .ends_with("template: instances/tls.tls_verify\n")
    );
    let discovery = labels("files:\n- name: a\n  discovery:\n    template: ‸\n");
    assert_eq!(discovery, ["discovery/openmetrics_from_ports"]);
}

/// Two templates, one of which brings in the other.
const TEMPLATES: &str = "//- <templates>/instances/web.yaml\n- name: url\n  required: true\n  description: Where it is.\n  value:\n    type: string\n    example: http://a\n- template: instances/time\n//- <templates>/instances/time.yaml\nname: timeout\ndescription: Seconds.\nvalue:\n  type: number\n  example: 10\n";

#[test]
fn overrides_follow_from_the_template() {
    let text = |line: &str| {
        format!("{SPEC}{HEAD}  - template: instances/web\n    overrides:\n      {line}\n")
    };
    let with = |line: &str| format!("{}{TEMPLATES}", text(line));
    let items = completions(&with("url.required: true\n      ‸"));
    let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(
        labels[..3],
        ["url.value.example", "url.enabled", "url.hidden"]
    );
    assert!(labels.contains(&"url.hidden") && labels.contains(&"timeout.value.example"));
    assert!(!labels.contains(&"url.required"));
    assert_eq!(items[0].detail.as_deref(), Some("http://a"));
    assert!(
        accept_completion(&with("timeout.va‸"), "timeout.value.example")
            .ends_with("      timeout.value.example: ${0:10}\n")
    );
    let guessed = text("ti‸").replace("instances/web", "instances/http");
    assert!(
        accept_completion(&guessed, "timeout.value.example")
            .ends_with("timeout.value.example: $0\n")
    );
}

#[test]
fn opened_templates_are_explained_and_led_to() {
    use crate::testing::{Fixture, hover};
    let file = format!(
        "{SPEC}{HEAD}  - template: instances/web\n    overrides:\n      timeout.value.example: 5\n{TEMPLATES}//- foo/datadog_checks/foo/data/conf.yaml.example\n## @param url - string - required\n#\n# url: x\n"
    );
    let at = |there: &str, here: &str| hover(&file.replacen(there, here, 1));
    let list = at("template: instances/web", "template: instances/w‸eb").expect("a hover");
    assert_eq!(
        list,
        "**instances/web**\n\n- `url` (string, required)\n- `timeout` (number)"
    );
    let change = at("timeout.value", "time‸out.value").expect("a hover");
    assert!(
        change.starts_with("**timeout** (number, optional)"),
        "{change}"
    );
    let target = |there: &str, here: &str| {
        let fixture = Fixture::new(&file.replacen(there, here, 1));
        let (path, offset) = fixture.cursor.clone().expect("a cursor");
        let found = crate::ide::definition(&fixture.context(fixture.file(&path)), offset);
        found.into_iter().next().map(|target| target.path)
    };
    let web = target("template: instances/web", "template: instances/w‸eb");
    assert_eq!(web.as_deref(), Some("/templates/instances/web.yaml"));
    let time = target("timeout.value", "time‸out.value");
    assert_eq!(time.as_deref(), Some("/templates/instances/time.yaml"));
}

#[test]
fn keys_and_values_are_offered_between_brackets() {
    let option = |text: &str| labels(&format!("{HEAD}  - {text}\n  - name: b\n"));
    for text in [
        "{name: x, value: {ty‸}}",
        "{name: x, value: {ty‸",
        "{name: x, value: {example: 1, ty‸",
        "name: x\n    value: {‸}",
        "name: x\n    value: {‸",
        "name: x\n    value: {anyOf: [{‸",
        "name: x\n    value: {\n      ‸\n    }",
        "name: x\n    value: {type: array, items: {‸}, example: []}",
    ] {
        assert_eq!(option(text)[0], "type", "{text}");
    }
    for text in [
        "name: x\n    value: {type: ‸}",
        "name: x\n    value: {type: s‸, example: 1}",
        "name: x\n    value: {anyOf: [{type: string}, {type: ‸",
    ] {
        assert_eq!(option(text)[..2], ["string", "integer"], "{text}");
    }
    let keys = option("{name: x, ‸");
    assert!(keys.contains(&"description".to_owned()) && !keys.contains(&"name".to_owned()));
    assert_eq!(option("{name: x, required: ‸}"), ["true", "false"]);
    assert_eq!(
        option("name: x\n    formats: [url, ‸")[1..],
        ["path", "port"]
    );
    for text in [
        "name: x\n    description: Of {‸",
        "name: x\n    value: {type:‸}",
        "name: x\n    value: {type: string, example: {a‸}}",
        "name: x\n    value: {type: string} ‸",
    ] {
        assert_eq!(option(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_key_between_brackets_stays_on_its_line() {
    let option = |text: &str, label: &str| accepted(&format!("{HEAD}  - {text}\n"), label);
    let text = option("{name: x, va‸}", "value");
    assert!(
        text.ends_with(
            "{name: x, value: {type: ${1|string,integer,number,boolean,array,object|}}}\n"
        ),
        "{text}"
    );
    let text = option("name: x\n    value: {ex‸: 1}", "example");
    assert!(text.ends_with("value: {example: 1}\n"), "{text}");
    let text = option("name: x\n    value: {type: stri‸ng, example: a}", "integer");
    assert!(text.ends_with("{type: integer, example: a}\n"), "{text}");
}
