//! A small specification for tests.

/// A package, so that ddev looks at the configurations of `foo`.
pub(super) const PACKAGE: &str =
    "//- foo/datadog_checks/foo/__about__.py\n__version__ = \"1.0.0\"\n";

/// A file of its own with a package beside it.
pub(super) fn file(text: &str) -> String {
    format!("{PACKAGE}//- foo/assets/configuration/spec.yaml\n{text}")
}

/// A specification with these options, which begin at the margin.
pub(super) fn options(options: &str) -> String {
    file(&bare(options))
}

/// The text of that specification.
pub(super) fn bare(options: &str) -> String {
    let head = "name: Foo\nfiles:\n- name: foo.yaml\n  options:\n";
    format!("{head}{}", indented(options, 2))
}

/// A specification with one option that has this value, which begins at the margin.
pub(super) fn value(value: &str) -> String {
    options(&in_value(value))
}

/// The option with this value.
pub(super) fn in_value(value: &str) -> String {
    format!(
        "- name: a\n  description: Text.\n  value:\n{}",
        indented(value, 4)
    )
}

fn indented(text: &str, by: usize) -> String {
    let blank = " ".repeat(by);
    text.lines()
        .map(|line| format!("{blank}{line}\n"))
        .collect()
}

/// A specification with these options, with templates of every shape at hand.
pub(super) fn with_templates(options: &str) -> String {
    let list = "- name: url\n  description: d\n  value: {type: string}\n- template: tiny/more\n";
    let more = "- name: port\n  description: d\n  value: {type: integer, example: 1}\n";
    let section = "name: instances\ndescription: d\noptions: []\n";
    let odd = "- name: odd\n  description: 1\n";
    let secret = "- name: key\n  description: d\n  hidden: true\n";
    let files = [
        ("secret", secret),
        ("list", list),
        ("more", more),
        ("instances", section),
        ("odd", odd),
        ("text", "a\n"),
    ];
    let files = files.map(|(name, text)| format!("//- <templates>/tiny/{name}.yaml\n{text}"));
    format!("{}{}", files.concat(), self::options(options))
}
