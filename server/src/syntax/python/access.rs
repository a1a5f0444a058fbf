//! Accesses of the configuration: `self.instance.get('x')`, `instance['x']`, `self.config.x`.
//! Only what is named like a configuration is kept: other dictionaries have keys, too.

use ruff_python_ast::{CmpOp, Expr, ExprAttribute, ExprCall, ExprCompare, ExprDict, ExprSubscript};

use super::aliases::owner;
use super::collect::{dotted, identifier, value};
use super::{PyAccess, PyAccessKind, PyName, PyValue};

/// Names of dictionaries that hold a configuration.
const DICTIONARIES: [&str; 2] = ["instance", "init_config"];
/// Names of models that hold a configuration.
const MODELS: [&str; 2] = ["config", "shared_config"];

/// What a local name stands for.
pub(super) type Lookup<'l> = &'l dyn Fn(&str) -> Option<Box<str>>;

/// A call that reads or writes a key.
pub(super) fn of_call(call: &ExprCall, class: Option<usize>, lookup: Lookup) -> Option<PyAccess> {
    let Expr::Attribute(function) = &*call.func else {
        return None;
    };
    let stored = match function.attr.as_str() {
        "get" => false,
        "setdefault" | "pop" => true,
        _ => return None,
    };
    let name = text(call.arguments.args.first()?)?;
    Some(PyAccess {
        owner: dictionary(&function.value, lookup)?,
        name,
        kind: PyAccessKind::Key,
        stored,
        class,
    })
}

/// `instance['x']`
pub(super) fn of_subscript(
    subscript: &ExprSubscript,
    class: Option<usize>,
    lookup: Lookup,
) -> Option<PyAccess> {
    Some(PyAccess {
        owner: dictionary(&subscript.value, lookup)?,
        name: text(&subscript.slice)?,
        kind: PyAccessKind::Key,
        stored: !subscript.ctx.is_load(),
        class,
    })
}

/// `'x' in instance`
pub(super) fn of_compare(
    compare: &ExprCompare,
    class: Option<usize>,
    lookup: Lookup,
) -> Option<PyAccess> {
    let (Some(CmpOp::In | CmpOp::NotIn), Some(right)) =
        (compare.ops.first(), compare.comparators.first())
    else {
        return None;
    };
    Some(PyAccess {
        owner: dictionary(right, lookup)?,
        name: text(&compare.left)?,
        kind: PyAccessKind::Asked,
        stored: false,
        class,
    })
}

/// `self.config.x`
pub(super) fn of_attribute(
    attribute: &ExprAttribute,
    class: Option<usize>,
    lookup: Lookup,
) -> Option<PyAccess> {
    Some(PyAccess {
        owner: model(&attribute.value, lookup)?,
        name: identifier(&attribute.attr),
        kind: PyAccessKind::Attribute,
        stored: !attribute.ctx.is_load(),
        class,
    })
}

/// The keys of a dictionary that a name is given.
pub(super) fn of_dict(
    owner: &str,
    dict: &ExprDict,
    class: Option<usize>,
) -> impl Iterator<Item = PyAccess> {
    let keys = dict.items.iter().filter_map(|item| item.key.as_ref());
    keys.filter_map(move |key| {
        Some(PyAccess {
            owner: owner.into(),
            name: text(key)?,
            kind: PyAccessKind::Given,
            stored: true,
            class,
        })
    })
}

/// What is named so holds the options of an instance.
pub(super) fn names_instance(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("instance") || name.starts_with("instance_")
}

/// The dotted name of a dictionary that holds a configuration.
fn dictionary(expr: &Expr, lookup: Lookup) -> Option<Box<str>> {
    if let Expr::Name(name) = expr
        && let Some(owner) = lookup(name.id.as_str())
    {
        return DICTIONARIES.contains(&last(&owner)).then_some(owner);
    }
    let last = match expr {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        // `(self.instance or {}).get('x')`
        Expr::BoolOp(_) => {
            let owner = owner(expr, lookup)?;
            return DICTIONARIES.contains(&last(&owner)).then_some(owner);
        }
        _ => return None,
    };
    let known = DICTIONARIES.contains(&last);
    Some(known.then(|| dotted(expr))??.text)
}

/// The dotted name of a model that holds a configuration.
fn model(expr: &Expr, lookup: Lookup) -> Option<Box<str>> {
    match expr {
        Expr::Name(name) => {
            let owner = lookup(name.id.as_str())?;
            MODELS.contains(&last(&owner)).then_some(owner)
        }
        Expr::Attribute(model) => {
            let known = MODELS.contains(&model.attr.as_str()) && model.value.is_name_expr();
            Some(known.then(|| dotted(expr))??.text)
        }
        _ => None,
    }
}

fn last(owner: &str) -> &str {
    owner.rsplit('.').next().unwrap_or(owner)
}

fn text(expr: &Expr) -> Option<PyName> {
    match value(expr) {
        PyValue::Text(text) => Some(text),
        _ => None,
    }
}
