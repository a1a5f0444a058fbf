//! Outline of example configurations: sections and options as their help lines name them; of
//! files without such lines, their keys.

use super::{Symbol, SymbolKind, yaml};
use crate::model::config::{Param, params};
use crate::workspace::FileCx;

pub(in crate::ide) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let params = params(cx.text());
    if params.iter().all(|param| param.is_section) {
        return yaml::symbols(cx);
    }
    let mut done: Vec<Symbol> = Vec::new();
    // Sections that may get more, with the number of sections around them.
    let mut open: Vec<(usize, Symbol)> = Vec::new();
    for param in params {
        close(&mut open, &mut done, param.sections.len());
        let (level, is_section) = (param.sections.len(), param.is_section);
        let symbol = symbol(param);
        match open.last_mut() {
            _ if is_section => open.push((level, symbol)),
            Some((_, section)) => add(section, symbol),
            None => done.push(symbol),
        }
    }
    close(&mut open, &mut done, 0);
    done
}

/// Puts sections at a level or deeper into those around them.
fn close(open: &mut Vec<(usize, Symbol)>, done: &mut Vec<Symbol>, level: usize) {
    while let Some((_, section)) = open.pop_if(|(own, _)| *own >= level) {
        match open.last_mut() {
            Some((_, outer)) => add(outer, section),
            None => done.push(section),
        }
    }
}

fn add(section: &mut Symbol, symbol: Symbol) {
    section.span = section.span.cover(symbol.span);
    section.children.push(symbol);
}

fn symbol(param: Param) -> Symbol {
    let kind = match param.is_section {
        true => SymbolKind::Object,
        false => SymbolKind::Property,
    };
    let detail = match (param.kind.as_str(), param.required) {
        ("", _) => None,
        (kind, true) => Some(format!("{kind}, required")),
        (kind, false) => Some(kind.to_owned()),
    };
    Symbol {
        detail,
        kind,
        span: param.span,
        selection: param.key_span.unwrap_or(param.name_span),
        children: Vec::new(),
        name: param.name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    fn outline(text: &str) -> Vec<String> {
        fn show(symbols: &[Symbol], level: usize, out: &mut Vec<String>) {
            for symbol in symbols {
                assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
                let detail = symbol.detail.as_deref().unwrap_or("-");
                out.push(format!("{}{} {detail}", "  ".repeat(level), symbol.name));
                show(&symbol.children, level + 1, out);
            }
        }
        let path = "foo/datadog_checks/foo/data/conf.yaml.example";
        let fixture = Fixture::new(&format!("//- {path}\n{text}"));
        let mut out = Vec::new();
        let symbols = ide::document_symbols(&fixture.context(fixture.file(path)));
        show(&symbols, 0, &mut out);
        out
    }

    #[test]
    fn sections_hold_their_options() {
        let text = "init_config:\n\n    ## @param a - string - optional\n    #\n    # a: x\n\n## All.\n#\ninstances:\n\n  -\n    ## @param b - integer - required\n    #\n    b: 1\n\n    ## Inner.\n    #\n    # inner:\n\n        ## @param c - boolean - optional\n        #\n        # c: true\n\n    ## @param d - string - optional\n    #\n    # d: x\n";
        assert_eq!(
            outline(text),
            [
                "init_config -",
                "  a string",
                "instances -",
                "  b integer, required",
                "  inner -",
                "    c boolean",
                "  d string",
            ]
        );
    }

    #[test]
    fn files_without_help_show_their_keys() {
        assert_eq!(
            outline("init_config:\ninstances:\n  - url: x\n"),
            ["init_config -", "instances 1 item", "  1 -", "    url x"]
        );
    }
}
