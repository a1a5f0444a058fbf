//! `ddev-config/imports`

use super::{CONFIG, counts};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::toml::TomlValue;
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The imports of ddev's configuration cannot be followed.
    ///
    /// ## Why
    /// `imports` is a list of files of the folder `.ddev`. An imported file may not import
    /// others, and each top-level table may stand in one file only. ddev stops otherwise,
    /// whatever it was asked to do.
    ///
    /// ## Example
    /// `imports = ["dispatcher.toml"]`
    IMPORTS = "ddev-config/imports",
    severity: Error,
    origin: Format,
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let tree = cx
        .file
        .toml()
        .filter(|tree| tree.errors().is_empty() && counts(cx));
    let Some(root) = tree.map(|tree| tree.root(cx.text())) else {
        return;
    };
    for twice in &cx.repo.config.twice {
        if *twice.second == *cx.file.path
            && let Some(key) = root.get(&twice.key).and_then(|node| node.key_span())
        {
            sink.report(
                key,
                format!("`{}` stands in `{}`, too.", twice.key, twice.first),
            )
            .related(&twice.first, Span::at(0), "The other file");
        }
    }
    let Some(imports) = root.get("imports") else {
        return;
    };
    if *cx.file.path != *CONFIG {
        let span = imports.key_span().unwrap_or(imports.span());
        sink.report(span, "An imported file may not import others.");
        return;
    }
    if *imports.value() != TomlValue::Array {
        sink.report(imports.span(), "`imports` must be a list of files.");
        return;
    }
    for entry in imports.children() {
        let problem = match entry.as_str() {
            None => Some("A name of a file is expected."),
            Some(path) => problem(cx, path),
        };
        if let Some(problem) = problem {
            sink.report(entry.inner_span(), problem);
        }
    }
}

fn problem(cx: &FileCx, path: &str) -> Option<&'static str> {
    let mut parts: Vec<&str> = Vec::new();
    if path.starts_with('/') {
        return Some("The path must be relative to the folder `.ddev`.");
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Some("The path leads out of the folder `.ddev`.");
                }
            }
            part => parts.push(part),
        }
    }
    let path = format!(".ddev/{}", parts.join("/"));
    let files = &cx.repo.root.files;
    match path.as_str() {
        CONFIG => Some("The file imports itself."),
        path if files.has_file(path) => None,
        path if files.get(path).is_some() || parts.is_empty() => Some("This is no file."),
        _ => Some("There is no such file in the folder `.ddev`."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn imports_are_files_of_the_folder() {
        let text = "//- .ddev/a.toml\n[x]\n//- .ddev/config.toml\nimports = ['a.toml', './a.toml', '«b.toml»', '«../c.toml»', '«config.toml»', '«/d.toml»', «1»]\n";
        assert_findings(&IMPORTS, text);
        assert_findings(&IMPORTS, "//- .ddev/config.toml\nimports = «'a.toml'»\n");
    }

    #[test]
    fn tables_stand_in_one_file_and_imports_end_there() {
        let text = "//- .ddev/a.toml\n«imports» = []\n[«overrides»]\nx = 1\n//- .ddev/config.toml\nimports = ['a.toml']\n[overrides]\n";
        assert_findings(&IMPORTS, text);
    }
}
