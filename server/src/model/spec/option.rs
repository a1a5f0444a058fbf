//! Options and sections of a specification, and what is certain of them.

use super::{Spec, TemplateRef};
use crate::syntax::yaml::YamlNode;
use crate::text::Span;

/// How an option comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Written out.
    Literal,
    /// Keys laid over a template that is a single option or section.
    Overlay,
    /// Stands for several options; the keys beside the template are dropped.
    Dropped,
    /// Nobody knows without the template.
    Unknown,
}

/// An option, a section or a reference to a template.
#[derive(Debug, Clone)]
pub struct SpecOption<'a> {
    /// The mapping, aliases followed.
    pub node: YamlNode<'a>,
    /// Its place in the list.
    pub index: usize,
    /// The entry of `files`, by number in [`Spec::files`].
    pub file: usize,
    /// The list, by number in [`Spec::lists`].
    pub list: usize,
    /// The section around it, by number in [`Spec::options`].
    pub parent: Option<usize>,
    /// Sections around it: steps of indentation in the example file.
    pub depth: usize,
    /// How it comes about.
    pub shape: Shape,
    /// The template it refers to.
    pub template: Option<TemplateRef<'a>>,
    /// Its name cannot be told because of overrides.
    pub renamed: bool,
    /// Left out of the example file; `None` when that is not certain.
    pub hidden: Option<bool>,
    /// Certainly written to the example file, with all sections around it.
    pub shown: bool,
    /// One of the blocks of a section with `multiple_instances_defined`.
    pub is_block: bool,
}

impl<'a> SpecOption<'a> {
    /// The key that stands in the configuration, as far as it is certain.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        let own = self.node.get("name");
        match self.shape {
            Shape::Literal => own?.as_str(),
            Shape::Overlay if self.renamed => None,
            Shape::Overlay => match own {
                Some(own) => own.as_str(),
                None => self.template.as_ref()?.single(),
            },
            Shape::Dropped | Shape::Unknown => None,
        }
    }

    /// The keys written here take effect as they are.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        matches!(self.shape, Shape::Literal | Shape::Overlay)
    }

    /// A key that takes effect.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<YamlNode<'a>> {
        self.is_certain().then(|| self.node.get(key)).flatten()
    }

    /// Bytes that stand for the option: its name, its template, or its first key.
    #[must_use]
    pub fn place(&self) -> Span {
        let named = self.node.get("name").filter(YamlNode::is_scalar);
        let named = named.or_else(|| self.template.as_ref().map(|t| t.node));
        match named.filter(|node| !node.is_missing()) {
            Some(node) => node.inner_span(),
            None => place_of(self.node),
        }
    }

    /// Its description is written with this many spaces before it.
    #[must_use]
    pub fn indent(&self) -> usize {
        4 * self.depth
    }
}

/// Bytes that stand for a value: its key, or its first key.
#[must_use]
pub fn place_of(node: YamlNode) -> Span {
    let first = || node.value().children().next().and_then(|c| c.key_span());
    node.key_span().or_else(first).unwrap_or(node.span())
}

/// Adds the options of a list, and the lists inside them.
pub(super) fn read_list(spec: &mut Spec, list: usize) {
    let found = spec.lists[list];
    let parent = found.parent.map(|index| &spec.options[index]);
    let parent_shown = parent.is_none_or(|parent| parent.shown);
    let in_blocks = parent.is_some_and(|parent| {
        let says = |key| parent.field(key).and_then(|n| n.as_bool()) == Some(true);
        let multiple = says("multiple") || is_instances(parent);
        multiple && says("multiple_instances_defined")
    });
    let depth = parent.map_or(0, |parent| parent.depth + usize::from(!parent.is_block));
    // What the last template says about hiding counts for the options below it.
    let mut pending = Some(false);
    let mut overridden = false;
    for (index, item) in found.node.items().enumerate() {
        let node = item.value();
        if !node.is_mapping() {
            continue;
        }
        let reference = node.get("template");
        let template = reference.and_then(TemplateRef::of);
        overridden |= reference.is_some() && node.get("overrides").is_some();
        let shape = match (reference, &template) {
            (None, _) => Shape::Literal,
            (_, Some(template)) if template.is_list() => Shape::Dropped,
            (_, Some(template)) if template.single().is_some() => Shape::Overlay,
            _ => Shape::Unknown,
        };
        let own = node.get("hidden");
        if reference.is_some() {
            let nested = template.as_ref().is_none_or(|t| t.is_nested());
            pending = match own.map(|own| own.as_bool()) {
                None | Some(Some(false)) => Some(false),
                Some(Some(true)) if !nested => Some(true),
                _ => None,
            };
        }
        // An option out of a list may be hidden there.
        let picked = template.as_ref().is_some_and(|t| !t.branches.is_empty());
        let hidden = match own {
            Some(own) => own.as_bool(),
            None if picked || reference.is_some() && overridden => None,
            None => pending,
        };
        let shown = parent_shown && (in_blocks || hidden == Some(false));
        let option = SpecOption {
            node,
            index,
            file: found.file,
            list,
            parent: found.parent,
            depth,
            shape,
            template,
            renamed: overridden,
            hidden,
            shown,
            is_block: in_blocks,
        };
        let inner = option.field("options");
        spec.options.push(option);
        let own = spec.options.len() - 1;
        spec.add_list(inner, found.file, Some(own));
    }
}

/// The template of that name is a list without saying so here.
fn is_instances(option: &SpecOption) -> bool {
    let template = option.template.as_ref();
    template.is_some_and(|t| t.name == "instances" && t.branches.is_empty())
        && option.node.get("multiple").is_none()
}
