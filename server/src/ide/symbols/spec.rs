//! Outline of `spec.yaml`: files, their sections and options.

use foldhash::HashMap;

use super::{Symbol, SymbolKind};
use crate::model::spec::SpecOption;
use crate::text::Span;
use crate::workspace::SpecCx;

/// Sections inside sections shown.
const MAX_DEPTH: usize = 32;

pub(super) fn symbols(cx: &SpecCx) -> Vec<Symbol> {
    let mut inside: Inside = HashMap::default();
    for (index, option) in cx.spec.options.iter().enumerate() {
        inside
            .entry((option.file, option.parent))
            .or_default()
            .push(index);
    }
    let files = cx.spec.files.iter().enumerate();
    files
        .map(|(index, file)| {
            let span = file.node.value().span();
            let name = file.node.get("name");
            let named = name.map(|node| node.inner_span());
            Symbol {
                name: file.name().unwrap_or("file").to_owned(),
                detail: file.example_name().map(str::to_owned),
                kind: SymbolKind::Object,
                span,
                selection: named.filter(|s| within(*s, span)).unwrap_or(span),
                children: options(cx, &inside, (index, None), 0),
            }
        })
        .collect()
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Options by file and section.
type Inside = HashMap<(usize, Option<usize>), Vec<usize>>;

fn options(
    cx: &SpecCx,
    inside: &Inside,
    place: (usize, Option<usize>),
    depth: usize,
) -> Vec<Symbol> {
    let own = inside.get(&place).filter(|_| depth <= MAX_DEPTH);
    own.into_iter()
        .flatten()
        .map(|&index| symbol(cx, inside, index, depth))
        .collect()
}

fn symbol(cx: &SpecCx, inside: &Inside, index: usize, depth: usize) -> Symbol {
    let option: &SpecOption = &cx.spec.options[index];
    let span = option.node.span();
    let template = option
        .template
        .as_ref()
        .map(|t| t.node.decoded().unwrap_or(t.name));
    let is_section = option.node.get("options").is_some();
    let kind = option.node.get("value").and_then(|value| value.get("type"));
    let name = option.name().or(template).filter(|name| !name.is_empty());
    Symbol {
        name: name.unwrap_or("option").to_owned(),
        detail: kind
            .and_then(|kind| kind.as_str())
            .or(template)
            .map(str::to_owned),
        kind: if is_section {
            SymbolKind::Object
        } else {
            SymbolKind::Property
        },
        span,
        selection: Some(option.place())
            .filter(|s| within(*s, span))
            .unwrap_or(span),
        children: options(cx, inside, (option.file, Some(index)), depth + 1),
    }
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn sections_hold_their_options() {
        let text = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances\n    options:\n    - name: a\n      value: {type: string}\n    - template: instances/default\n";
        let fixture = Fixture::new(text);
        let file = fixture.file("foo/assets/configuration/spec.yaml");
        let symbols = ide::document_symbols(&fixture.context(file));
        assert_eq!(symbols[0].name, "foo.yaml");
        let instances = &symbols[0].children[0];
        assert_eq!(instances.name, "instances");
        let inner: Vec<&str> = instances.children.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(inner, ["a", "instances/default"]);
    }
}
