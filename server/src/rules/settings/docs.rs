//! The settings for people and for other programs: the page of the documentation, a JSON
//! Schema for editors of TOML, and the settings of the extension. All written from the
//! table of settings; a test keeps them fresh.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::workspace::SECTION;
use crate::workspace::settings::{
    CONFIG_FILE, EDITOR_SETTINGS, EditorShape, Level, SETTINGS, Setting, Shape, TOOL_TABLE,
    repository_kinds,
};

/// `docs/configuration.md`
#[must_use]
pub fn page() -> String {
    let mut page = format!(
        "# Configuration\n\nWritten by `UPDATE_GENERATED=1 cargo test` from the table of \
         settings. Do not edit.\n\n{}",
        SOURCES
            .replace("{file}", CONFIG_FILE)
            .replace("{table}", TOOL_TABLE)
    );
    page.push_str("## Settings\n\n| In files | In the editor | Default |\n|---|---|---|\n");
    for setting in &SETTINGS {
        let Setting {
            key,
            editor_key,
            default,
            ..
        } = setting;
        let anchor = key.replace(' ', "-");
        let _ = writeln!(
            page,
            "| [`{key}`](#{anchor}) | `{SECTION}.{editor_key}` | `{default}` |"
        );
    }
    for setting in &SETTINGS {
        let _ = write!(
            page,
            "\n### {}\n\n{}\n\n```toml\n{}```\n",
            setting.key, setting.doc, setting.example
        );
    }
    page.push_str("\n### In the editor only\n");
    for setting in &EDITOR_SETTINGS {
        let (default, choices) = match setting.shape {
            EditorShape::Choice(choices) => (choices[0].0, choices),
            EditorShape::Flag(true) => ("true", &[][..]),
            EditorShape::Flag(false) => ("false", &[][..]),
        };
        let _ = write!(
            page,
            "\n`{SECTION}.{}` (default `{default}`): {}\n",
            setting.key, setting.doc
        );
        if !choices.is_empty() {
            page.push('\n');
        }
        for (name, meaning) in choices {
            let _ = writeln!(page, "- `{name}`: {meaning}");
        }
    }
    page.push_str(EDITORS);
    page.push_str(COMMENTS);
    page
}

const SOURCES: &str = "\
Settings choose which rules run and how bad their findings count. They come from three places;
where two of them set the same thing, the later one in this list wins:

1. The repository: a file `{file}` at its root, or the table
   `[{table}]` of the `pyproject.toml` there. When both exist, only the former counts.
2. The editor, or
3. the command line: `--select`, `--extend-select`, `--ignore`, `--per-file-ignores`,
   `--repository-kind`. `--config FILE` takes another file instead of the one of the repository,
   `--isolated` none at all.

A later `select` starts anew; `extend-select`, `ignore` and `severity` add to what the earlier
places say and win over it.

Rules are named by code (`metadata/invalid-unit`), by area (`metadata`) or all at once (`ALL`);
`integrations-ls rule` lists them. `integrations-ls config` shows what holds in the end and where
it comes from.

A key, value or rule that does not exist changes nothing and is told with its line and with what
most likely was meant: on the command line as a warning, in the editor as a message, and as a
finding in the file itself.

";

const EDITORS: &str = include_str!("editors.md");

const COMMENTS: &str = "
## In comments

In YAML, TOML, Python, CODEOWNERS and requirements files a comment at the end of a line switches
rules off for that line. A comment that has a line for itself is about the next line.

```toml
name = \"foo\" # integrations-ls: ignore[package/name]
```

```yaml
# integrations-ls: ignore[spec, yaml] the reason may follow
- name: instances
```

For a whole file, on a line of its own:

```python
# integrations-ls: ignore-file[python]
```

In Markdown the same stands in a comment of HTML, before the paragraph or in it:

```markdown
<!-- integrations-ls: ignore[readme/broken-link] -->
[Later](later.md)
```

The brackets hold codes and areas, separated by commas; without brackets all rules are meant.
A comment that switches off nothing is a finding itself, with a fix that removes it. A finding
counts by the line it begins on.

JSON and CSV have no comments; there [`per-file-ignores`](#per-file-ignores) is the way. The same
goes for files that ddev writes anew and compares, such as `conf.yaml.example`.

In the editor every finding offers to be ignored in one of these ways. No `--fix` and no fix-all
does that.
";

/// `schemas/integrations-ls.schema.json`
#[must_use]
pub fn schema() -> String {
    let mut properties = Map::new();
    for setting in &SETTINGS {
        let mut value = shape(setting.shape);
        value.insert("description".into(), setting.doc.into());
        properties.insert(setting.key.into(), value.into());
    }
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of integrations-ls",
        "description": format!("`{CONFIG_FILE}`, and the table `[{TOOL_TABLE}]` of pyproject.toml"),
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// A code, an area or all.
const SELECTOR: &str = "^(ALL|[a-z0-9-]+(/[a-z0-9-]+)?)$";

fn shape(shape: Shape) -> Map<String, Value> {
    let selectors = json!({"type": "array", "items": {"type": "string", "pattern": SELECTOR}});
    let value = match shape {
        Shape::Selectors => selectors,
        Shape::FileIgnores => json!({"type": "object", "additionalProperties": selectors}),
        Shape::Severities => json!({
            "type": "object",
            "propertyNames": {"pattern": SELECTOR},
            "additionalProperties": {"enum": Level::ALL.map(|(name, _)| name)},
        }),
        Shape::RepositoryKind => json!({"enum": repository_kinds().map(|(name, _)| name)}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Path => json!({"type": "string"}),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Settings of the extension by their full name, in order. What nobody set is `null`, so that
/// the file of the repository may say it.
#[must_use]
pub fn extension_settings() -> Map<String, Value> {
    let described = |names: &[(&str, &str)]| {
        let names_only: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let meanings: Vec<&str> = names.iter().map(|(_, meaning)| *meaning).collect();
        json!({
            "type": "string",
            "enum": names_only,
            "enumDescriptions": meanings,
            "default": names_only[0],
        })
    };
    let mut all = Map::new();
    let mut add = |key: &str, value: Value, doc: &str| {
        let Value::Object(mut value) = value else {
            return;
        };
        value.insert("scope".into(), "resource".into());
        value.insert("order".into(), (all.len() + 1).into());
        value.insert("markdownDescription".into(), doc.into());
        all.insert(format!("{SECTION}.{key}"), value.into());
    };
    for setting in &SETTINGS {
        let value = match setting.shape {
            Shape::RepositoryKind => described(&repository_kinds()),
            other => {
                let mut value = shape(other);
                let kind = value.get("type").cloned().unwrap_or_default();
                value.insert("type".into(), json!([kind, "null"]));
                value.insert("default".into(), Value::Null);
                value.into()
            }
        };
        add(setting.editor_key, value, setting.doc);
    }
    for setting in &EDITOR_SETTINGS {
        let value = match setting.shape {
            EditorShape::Choice(choices) => described(choices),
            EditorShape::Flag(default) => json!({"type": "boolean", "default": default}),
        };
        add(setting.key, value, setting.doc);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::settings::problems;
    use crate::workspace::settings::ConfigFile;

    #[test]
    fn every_example_and_default_is_valid() {
        for setting in &SETTINGS {
            let default = format!("{} = {}\n", setting.key, setting.default);
            for text in [setting.example, default.as_str()] {
                let file = ConfigFile::parse(CONFIG_FILE, text.into());
                assert_eq!(problems(&file), [], "{text}");
            }
        }
    }
}
