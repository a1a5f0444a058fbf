//! `metrics.yaml` of a JMX package: rules, each with what it takes in, and the metrics that
//! its attributes become.

use super::SourceFile;
use crate::syntax::yaml::{YamlKind, YamlNode};

/// Keys of which one must say which beans are meant.
pub const SCOPES: [&str; 3] = ["domain", "domain_regex", "bean"];

/// One rule of the list `jmx_metrics`.
#[derive(Debug, Clone, Copy)]
pub struct JmxRule<'a> {
    /// The item.
    pub node: YamlNode<'a>,
}

/// The list of rules; `None` when there is none.
#[must_use]
pub fn list(file: &SourceFile) -> Option<YamlNode<'_>> {
    let root = file.yaml()?.root(&file.text);
    root.get("jmx_metrics")
}

/// The rules in file order.
pub fn rules(file: &SourceFile) -> impl Iterator<Item = JmxRule<'_>> {
    let list = list(file).into_iter();
    list.flat_map(|list| list.items())
        .map(|node| JmxRule { node })
}

impl<'a> JmxRule<'a> {
    /// What it takes in, when that says anything.
    #[must_use]
    pub fn include(&self) -> Option<YamlNode<'a>> {
        self.node.get("include").filter(|node| !node.is_falsy())
    }

    /// The beans it names.
    #[must_use]
    pub fn bean(&self) -> Option<YamlNode<'a>> {
        let bean = self.include()?.get("bean")?;
        (bean.is_sequence() || !bean.is_falsy()).then_some(bean)
    }

    /// The attributes it names: a mapping of names, or a list.
    #[must_use]
    pub fn attributes(&self) -> Option<YamlNode<'a>> {
        let attributes = self.include()?.get("attribute")?;
        (!attributes.is_falsy()).then_some(attributes)
    }

    /// What stands below each attribute.
    pub fn details(&self) -> impl Iterator<Item = YamlNode<'a>> + use<'a> {
        let attributes = self.attributes().filter(|node| node.is_mapping());
        let pairs = attributes.into_iter().flat_map(|node| node.pairs());
        pairs.map(|(_, value)| value)
    }

    /// The metric names that the attributes are given.
    pub fn aliases(&self) -> impl Iterator<Item = YamlNode<'a>> + use<'a> {
        self.details().filter_map(|detail| detail.get("alias"))
    }

    /// How people call the rule: its first bean, else its domain.
    #[must_use]
    pub fn title(&self) -> Option<&'a str> {
        let include = self.node.get("include")?;
        let bean = include.get("bean").map(|bean| {
            let first = bean.items().next();
            first.unwrap_or(bean)
        });
        let keys = ["bean_regex", "domain", "domain_regex"];
        bean.and_then(|bean| bean.decoded())
            .or_else(|| keys.iter().find_map(|key| include.get(key)?.decoded()))
            .filter(|title| !title.is_empty())
    }
}

/// A place at which ddev's reading of the file for repeated keys breaks off although the
/// YAML is sound.
#[must_use]
pub fn strange_value<'a>(file: &'a SourceFile) -> Option<(YamlNode<'a>, &'static str)> {
    let tree = file.yaml()?;
    tree.nodes(&file.text).find_map(|node| {
        if let Some(key) = node.key_node().filter(|k| k.kind() == YamlKind::Merge) {
            return Some((key, "ddev cannot read merge keys (`<<`) in this file."));
        }
        let holds_itself = || {
            let target = node.resolved()?;
            let mut above = node.parent();
            while let Some(holder) = above.filter(|h| h.kind() == YamlKind::Mapping) {
                if holder == target {
                    return Some(());
                }
                above = holder.parent();
            }
            None
        };
        holds_itself().map(|()| (node, "A mapping cannot hold itself."))
    })
}
