//! Local names of the configuration: `instance = self.instance or {}`. Only what is certain
//! within one function: every binding of the name there gives it the same thing.

use foldhash::HashMap;
use ruff_python_ast::visitor::source_order::{
    SourceOrderVisitor, TraversalSignal, walk_body, walk_expr,
};
use ruff_python_ast::{
    AnyNodeRef, BoolOp, CmpOp, Expr, ExprCall, ExprName, Identifier, Number, Operator,
    StmtFunctionDef, UnaryOp,
};
use ruff_text_size::TextRange;

use super::access::Lookup;
use super::collect::{dotted, first_name};
use crate::text::Word;

/// Deeper nodes are skipped.
const MAX_DEPTH: usize = 250;
/// Names of names of the configuration followed.
const MAX_STEPS: usize = 4;

/// One of these words stands in every function that binds a local name of the configuration,
/// unless a function around it does.
static WORDS: [Word; 3] = [
    Word::new("instance"),
    Word::new("config"),
    Word::new("_shared"),
];

/// Where a text has words without which a function binds no name of the configuration.
pub(super) enum Words {
    At(Vec<usize>),
    /// Letters beyond ASCII may stand for plain ones.
    Anywhere,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        if !text.is_ascii() {
            return Self::Anywhere;
        }
        let mut found: Vec<usize> = WORDS.iter().flat_map(|word| word.places(text)).collect();
        found.sort_unstable();
        Self::At(found)
    }

    /// One of them stands in a range.
    pub(super) fn are_in(&self, range: TextRange) -> bool {
        match self {
            Self::At(found) => {
                let next = found.partition_point(|at| *at < range.start().to_usize());
                found
                    .get(next)
                    .is_some_and(|at| *at < range.end().to_usize())
            }
            Self::Anywhere => true,
        }
    }
}

/// The names that a function binds.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// What they stand for; `None` for anything else.
    found: HashMap<&'a str, Option<Box<str>>>,
}

impl<'a> Names<'a> {
    /// `Some(None)` when the function binds the name to something else.
    pub(super) fn get(&self, name: &str) -> Option<Option<&str>> {
        self.found.get(name).map(Option::as_deref)
    }

    /// One of them stands for a section of the configuration.
    pub(super) fn has_aliases(&self) -> bool {
        self.found.values().any(Option::is_some)
    }

    /// Names of the configuration with what they stand for.
    pub(super) fn aliases(&self) -> Vec<(&'a str, &str)> {
        let found = self.found.iter();
        let known = found.filter_map(|(name, owner)| Some((*name, owner.as_deref()?)));
        let mut known: Vec<_> = known.collect();
        known.sort_unstable();
        known
    }
}

/// What names a function binds. `outer` tells what a name from around it stands for; `None` when
/// none does for anything. Then a function without such names of its own may keep none at all.
pub(super) fn names_of<'a>(
    function: &'a StmtFunctionDef,
    in_class: bool,
    outer: Option<Lookup>,
) -> Names<'a> {
    let mut bindings = Bindings::default();
    walk_body(&mut bindings, &function.body);
    let mut names = Names::default();
    if outer.is_none() && !is_given(function, in_class) && !bindings.name_any(&|_| None) {
        return names;
    }
    let outer = |name: &str| outer?(name);
    let named = function.name.as_str();
    let mut parameters = Vec::new();
    for (index, parameter) in function.parameters.iter().enumerate() {
        let name = parameter.name().as_str();
        let owner = given(named, name, index, in_class).map(Into::into);
        names.found.insert(name, owner);
        parameters.push(name);
    }
    for (name, _) in &bindings.all {
        names.found.entry(name).or_insert(None);
    }
    // A name may stand for one that stands for the configuration.
    let by_name = bindings.by_name();
    for _ in 0..MAX_STEPS {
        let mut changed = false;
        for (name, values) in &by_name {
            let lookup = |wanted: &str| match names.get(wanted) {
                Some(known) => known.map(Into::into),
                None => outer(wanted),
            };
            let mut owners = values.iter().map(|value| owner((*value)?, &lookup));
            let first = owners.next().flatten();
            let same = first.is_some() && owners.all(|other| other == first);
            let was = names.found.get(name).cloned().flatten();
            let is_parameter = parameters.contains(name);
            let now = first.filter(|owner| same && (!is_parameter || was.as_ref() == Some(owner)));
            if now != was {
                changed = true;
                names.found.insert(name, now);
            }
        }
        if !changed {
            break;
        }
    }
    names
}

/// One of the parameters stands for something.
fn is_given(function: &StmtFunctionDef, in_class: bool) -> bool {
    let mut parameters = function.parameters.iter().enumerate();
    parameters.any(|(index, parameter)| {
        given(&function.name, parameter.name(), index, in_class).is_some()
    })
}

/// What a parameter is given by those who call the function: the base class of checks, and
/// the models.
fn given(function: &str, name: &str, index: usize, in_class: bool) -> Option<&'static str> {
    match (function, name) {
        ("check", "instance") if in_class && index == 1 => Some("self.instance"),
        ("__init__", "init_config") if in_class && index == 2 => Some("self.init_config"),
        ("initialize_instance", _) if !in_class && index == 0 => Some("instance"),
        ("initialize_shared", _) if !in_class && index == 0 => Some("init_config"),
        ("check_instance", _) if !in_class && index == 0 => Some("config"),
        ("check_shared", _) if !in_class && index == 0 => Some("shared_config"),
        _ => None,
    }
}

/// What an expression stands for, when that is a whole section of the configuration.
pub(super) fn owner(expr: &Expr, lookup: Lookup) -> Option<Box<str>> {
    match expr {
        Expr::Name(name) => lookup(name.id.as_str()),
        Expr::Attribute(attribute) => {
            let of_self = attribute.value.as_name_expr()?.id.as_str() == "self";
            let owner = match attribute.attr.as_str() {
                "instance" => "self.instance",
                "init_config" => "self.init_config",
                "config" => "self.config",
                "shared_config" => "self.shared_config",
                _ => return None,
            };
            of_self.then(|| owner.into())
        }
        // `self.instance or {}`
        Expr::BoolOp(operation) => {
            let (first, rest) = operation.values.split_first()?;
            let first = owner(first, lookup)?;
            let fits =
                |other: &Expr| is_empty(other) || owner(other, lookup).as_ref() == Some(&first);
            rest.iter().all(fits).then_some(first)
        }
        // `self.instance if self.instance else {}`
        Expr::If(choice) if is_empty(&choice.orelse) => owner(&choice.body, lookup),
        // `self.instances[0]`
        Expr::Subscript(item) => {
            let first = matches!(&*item.slice, Expr::NumberLiteral(number) if matches!(&number.value, Number::Int(value) if value.as_u8() == Some(0)));
            let of_instances =
                || dotted(&item.value).is_some_and(|name| &*name.text == "self.instances");
            (first && of_instances()).then(|| "self.instance".into())
        }
        Expr::Call(call) if call.arguments.keywords.is_empty() => owner(copied(call)?, lookup),
        _ => None,
    }
}

/// `self.instance` of `copy.deepcopy(self.instance)` and `self.instance.copy()`
fn copied(call: &ExprCall) -> Option<&Expr> {
    match (&*call.func, &*call.arguments.args) {
        (Expr::Attribute(method), []) => {
            let is_copy = method.attr.as_str() == "copy" && first_name(&method.value).is_some();
            is_copy.then_some(&*method.value)
        }
        (Expr::Attribute(copy), [only]) => {
            let of_module = copy.value.as_name_expr()?.id.as_str() == "copy";
            (of_module && matches!(copy.attr.as_str(), "copy" | "deepcopy")).then_some(only)
        }
        (Expr::Name(name), [only]) => {
            matches!(name.id.as_str(), "dict" | "deepcopy").then_some(only)
        }
        _ => None,
    }
}

fn is_empty(expr: &Expr) -> bool {
    match expr {
        Expr::Dict(dict) => dict.items.is_empty(),
        Expr::Call(call) => {
            let is_dict = matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "dict");
            is_dict && call.arguments.is_empty()
        }
        Expr::NoneLiteral(_) => true,
        _ => false,
    }
}

/// Every binding of a name in one function, with the value where there is one. Functions and
/// classes inside bind only their own name.
#[derive(Default)]
struct Bindings<'a> {
    all: Vec<(&'a str, Option<&'a Expr>)>,
    /// Names that an assignment has told of, and that are met next.
    told: Vec<TextRange>,
    depth: usize,
}

impl<'a> Bindings<'a> {
    fn by_name(&self) -> HashMap<&'a str, Vec<Option<&'a Expr>>> {
        let mut by_name: HashMap<&str, Vec<Option<&Expr>>> = HashMap::default();
        for (name, value) in &self.all {
            by_name.entry(name).or_default().push(*value);
        }
        by_name
    }

    /// One of the values stands for something.
    fn name_any(&self, lookup: Lookup) -> bool {
        let mut values = self.all.iter().filter_map(|(_, value)| *value);
        values.any(|value| owner(value, lookup).is_some())
    }

    fn bind(&mut self, name: &'a str, value: Option<&'a Expr>) {
        self.all.push((name, value));
    }

    fn name(&mut self, name: &'a ExprName) {
        if name.ctx.is_load() {
            return;
        }
        // The target of an assignment is met again on the way down.
        match self.told.iter().position(|told| *told == name.range) {
            Some(told) => drop(self.told.swap_remove(told)),
            None => self.bind(name.id.as_str(), None),
        }
    }

    fn assign(&mut self, target: &'a Expr, value: &'a Expr) {
        if let Expr::Name(name) = target {
            self.bind(name.id.as_str(), Some(value));
            if self.depth <= MAX_DEPTH {
                self.told.push(name.range);
            }
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Bindings<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.depth += 1;
        let mut inside = self.depth <= MAX_DEPTH;
        match node {
            AnyNodeRef::StmtFunctionDef(function) => {
                self.bind(function.name.as_str(), None);
                inside = false;
            }
            AnyNodeRef::StmtClassDef(class) => {
                self.bind(class.name.as_str(), None);
                inside = false;
            }
            AnyNodeRef::StmtAssign(assign) => {
                for target in &assign.targets {
                    self.assign(target, &assign.value);
                }
            }
            AnyNodeRef::StmtAnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.assign(&assign.target, value);
                }
            }
            AnyNodeRef::ExprNamed(named) => self.assign(&named.target, &named.value),
            AnyNodeRef::Parameter(parameter) => self.bind(parameter.name.as_str(), None),
            AnyNodeRef::ExceptHandlerExceptHandler(handler) => {
                if let Some(name) = &handler.name {
                    self.bind(name.as_str(), None);
                }
            }
            AnyNodeRef::Alias(alias) => {
                let name = alias.asname.as_ref().unwrap_or(&alias.name);
                self.bind(name.as_str(), None);
            }
            AnyNodeRef::StmtGlobal(global) => {
                for name in &global.names {
                    self.bind(name.as_str(), None);
                }
            }
            AnyNodeRef::StmtNonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    self.bind(name.as_str(), None);
                }
            }
            AnyNodeRef::PatternMatchAs(pattern) => {
                if let Some(name) = &pattern.name {
                    self.bind(name.as_str(), None);
                }
            }
            AnyNodeRef::PatternMatchStar(pattern) => {
                if let Some(name) = &pattern.name {
                    self.bind(name.as_str(), None);
                }
            }
            AnyNodeRef::PatternMatchMapping(pattern) => {
                if let Some(name) = &pattern.rest {
                    self.bind(name.as_str(), None);
                }
            }
            _ => {}
        }
        if inside {
            TraversalSignal::Traverse
        } else {
            TraversalSignal::Skip
        }
    }

    fn leave_node(&mut self, _node: AnyNodeRef<'a>) {
        self.depth -= 1;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => self.name(name),
            Expr::Attribute(attribute) => {
                self.depth += 1;
                if self.depth <= MAX_DEPTH {
                    self.visit_expr(&attribute.value);
                }
                self.depth -= 1;
            }
            _ if expr.is_literal_expr() => {}
            _ => walk_expr(self, expr),
        }
    }

    // Nothing is bound in these, and they are many.
    fn visit_bool_op(&mut self, _: &'a BoolOp) {}
    fn visit_cmp_op(&mut self, _: &'a CmpOp) {}
    fn visit_identifier(&mut self, _: &'a Identifier) {}
    fn visit_operator(&mut self, _: &'a Operator) {}
    fn visit_unary_op(&mut self, _: &'a UnaryOp) {}
}
