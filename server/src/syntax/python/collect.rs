//! Walks the tree of the parser once and keeps what [`PythonTree`] knows.

use foldhash::HashSet;
use ruff_python_ast::visitor::source_order::{
    SourceOrderVisitor, TraversalSignal, walk_body, walk_expr,
};
use ruff_python_ast::{
    Alias, AnyNodeRef, ArgOrKeyword, Arguments, BoolOp, BytesLiteral, CmpOp, Expr, ExprAttribute,
    ExprCall, ExprName, Identifier, Keyword, Operator, PySourceType, Stmt, StringLiteral, UnaryOp,
};
use ruff_text_size::{Ranged, TextRange};

use super::access::{
    Lookup, names_instance, of_attribute, of_call, of_compare, of_dict, of_subscript,
};
use super::aliases::{Names, Words, names_of};
use super::{
    PyAlias, PyArgument, PyAssignment, PyCall, PyClass, PyField, PyFunction, PyName, PyValue,
    PythonTree,
};
use crate::text::Span;

/// Deeper nodes are skipped. Far below what the nesting check lets pass.
const MAX_DEPTH: usize = 250;

pub(super) fn collect(text: &str) -> PythonTree {
    let parsed = ruff_python_parser::parse_unchecked_source(text, PySourceType::Python);
    let mut collector = Collector {
        tree: PythonTree {
            has_errors: !parsed.errors().is_empty(),
            ..PythonTree::default()
        },
        words: Words::of(text),
        scopes: Vec::new(),
        class: None,
        aliased: 0,
        depth: 0,
        called: None,
        whole: Vec::new(),
        known: HashSet::default(),
        aside: Vec::new(),
    };
    walk_body(&mut collector, &parsed.syntax().body);
    collector.tree.reads_unknown_options = collector.reads_unknown_options();
    collector.tree
}

/// A class or function around the current node.
enum Scope<'a> {
    Class(usize),
    /// Whether its name says that it gives an instance, and the names that it binds.
    Function(bool, Names<'a>),
}

struct Collector<'a> {
    tree: PythonTree,
    words: Words,
    scopes: Vec<Scope<'a>>,
    /// The innermost class.
    class: Option<usize>,
    /// Scopes with local names of the configuration.
    aliased: usize,
    depth: usize,
    /// What the call met last calls.
    called: Option<TextRange>,
    /// Where sections of the configuration are named.
    whole: Vec<TextRange>,
    /// Those of which a value is taken by a name that is written out.
    known: HashSet<TextRange>,
    /// Where naming one means nothing: local names of it, and the call of the base class.
    aside: Vec<TextRange>,
}

/// Places where naming a section means nothing; a source with more of them is no real one.
const MAX_ASIDE: usize = 1000;

impl<'a> SourceOrderVisitor<'a> for Collector<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.depth += 1;
        match node {
            AnyNodeRef::StmtClassDef(class) => {
                self.tree.classes.push(PyClass {
                    name: identifier(&class.name),
                    bases: bases(class.arguments.as_deref()),
                    body: first_statement(&class.body),
                });
                let index = self.tree.classes.len() - 1;
                self.scopes.push(Scope::Class(index));
                self.class = Some(index);
            }
            AnyNodeRef::StmtFunctionDef(function) => {
                let class = match self.scopes.last() {
                    Some(Scope::Class(index)) => Some(*index),
                    _ => None,
                };
                let parameters = &function.parameters;
                let positional = parameters.posonlyargs.iter().chain(&parameters.args);
                self.tree.functions.push(PyFunction {
                    name: identifier(&function.name),
                    parameters: positional
                        .map(|parameter| identifier(&parameter.parameter.name))
                        .collect(),
                    class,
                });
                let gives = names_instance(function.name.as_str());
                // Most functions know nothing of the configuration, and need no closer look.
                let names = if self.aliased > 0 || self.words.are_in(function.range) {
                    let outer = |name: &str| self.stands_for(name);
                    let outer: Option<Lookup> = (self.aliased > 0).then_some(&outer);
                    names_of(function, class.is_some(), outer)
                } else {
                    Names::default()
                };
                let aliases = names.aliases();
                self.aliased += usize::from(!aliases.is_empty());
                for (name, owner) in aliases {
                    self.tree.aliases.push(PyAlias {
                        name: name.into(),
                        owner: owner.into(),
                        within: span(function.range),
                    });
                }
                self.scopes.push(Scope::Function(gives, names));
            }
            AnyNodeRef::StmtAssign(assign) => {
                if let [Expr::Name(name)] = &*assign.targets
                    && self.alias(&name.id).is_some()
                {
                    self.aside.push(assign.value.range());
                }
                for target in &assign.targets {
                    self.assign(target, &assign.value, assign.range);
                }
            }
            AnyNodeRef::StmtAnnAssign(assign) => {
                if let (Expr::Name(name), Some(Scope::Class(class))) =
                    (&*assign.target, self.scopes.last())
                {
                    self.tree.fields.push(PyField {
                        name: PyName {
                            text: name.id.as_str().into(),
                            span: span(name.range),
                        },
                        class: *class,
                        span: span(assign.range),
                    });
                }
                if let Some(value) = &assign.value {
                    self.assign(&assign.target, value, assign.range);
                }
            }
            AnyNodeRef::StmtReturn(given) => {
                let value = given.value.as_deref();
                if let (Some(Expr::Dict(dict)), Some(Scope::Function(true, _))) =
                    (value, self.scopes.last())
                {
                    let given = of_dict("instance", dict, self.class);
                    self.tree.accesses.extend(given);
                }
            }
            AnyNodeRef::ExprSubscript(subscript) => {
                let lookup = |name: &str| self.stands_for(name);
                if let Some(access) = of_subscript(subscript, self.class, &lookup) {
                    self.known.insert(subscript.value.range());
                    self.tree.accesses.push(access);
                }
            }
            AnyNodeRef::ExprCompare(compare) => {
                let lookup = |name: &str| self.stands_for(name);
                if let Some(access) = of_compare(compare, self.class, &lookup) {
                    self.known.insert(compare.comparators[0].range());
                    self.tree.accesses.push(access);
                }
            }
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            TraversalSignal::Skip
        } else {
            TraversalSignal::Traverse
        }
    }

    fn leave_node(&mut self, node: AnyNodeRef<'a>) {
        self.depth -= 1;
        match node {
            AnyNodeRef::StmtClassDef(_) => {
                self.scopes.pop();
                self.class = self.scopes.iter().rev().find_map(|scope| match scope {
                    Scope::Class(index) => Some(*index),
                    Scope::Function(..) => None,
                });
            }
            AnyNodeRef::StmtFunctionDef(_) => {
                if let Some(Scope::Function(_, names)) = self.scopes.pop() {
                    self.aliased -= usize::from(names.has_aliases());
                }
            }
            _ => {}
        }
    }

    // Of most expressions there is little to know, and the general walk is a long way to them.
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => self.name(name),
            Expr::Attribute(attribute) => {
                self.attribute(attribute);
                self.inside(|inner| inner.visit_expr(&attribute.value));
            }
            Expr::Call(call) => {
                self.call(call);
                self.inside(|inner| {
                    inner.visit_expr(&call.func);
                    inner.visit_arguments(&call.arguments);
                });
            }
            _ if expr.is_literal_expr() => {}
            _ => walk_expr(self, expr),
        }
    }

    fn visit_arguments(&mut self, arguments: &'a Arguments) {
        self.inside(|inner| {
            for argument in arguments.iter_source_order() {
                match argument {
                    ArgOrKeyword::Arg(value) => inner.visit_expr(value),
                    ArgOrKeyword::Keyword(keyword) => inner.visit_keyword(keyword),
                }
            }
        });
    }

    fn visit_keyword(&mut self, keyword: &'a Keyword) {
        self.inside(|inner| inner.visit_expr(&keyword.value));
    }

    // Nothing that is looked for stands in these, and they are many.
    fn visit_alias(&mut self, _: &'a Alias) {}
    fn visit_bool_op(&mut self, _: &'a BoolOp) {}
    fn visit_bytes_literal(&mut self, _: &'a BytesLiteral) {}
    fn visit_cmp_op(&mut self, _: &'a CmpOp) {}
    fn visit_identifier(&mut self, _: &'a Identifier) {}
    fn visit_operator(&mut self, _: &'a Operator) {}
    fn visit_string_literal(&mut self, _: &'a StringLiteral) {}
    fn visit_unary_op(&mut self, _: &'a UnaryOp) {}
}

impl Collector<'_> {
    /// Visits what is inside of a node, unless that is too deep.
    fn inside(&mut self, visit: impl FnOnce(&mut Self)) {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            visit(self);
        }
        self.depth -= 1;
    }

    fn name(&mut self, name: &ExprName) {
        if name.ctx.is_load() && (is_section(&name.id) || self.alias(&name.id).is_some()) {
            self.whole.push(name.range);
        }
    }

    fn attribute(&mut self, attribute: &ExprAttribute) {
        // A method of the model is no value of it.
        if self.called != Some(attribute.range) {
            let lookup = |name: &str| self.stands_for(name);
            if let Some(access) = of_attribute(attribute, self.class, &lookup) {
                self.known.insert(attribute.value.range());
                self.tree.accesses.push(access);
            }
        }
        let word = attribute.attr.as_str();
        let is_own = attribute.ctx.is_load() && attribute.value.is_name_expr();
        if is_own && (is_section(word) || word == "config") {
            self.whole.push(attribute.range);
        }
    }

    fn reads_unknown_options(&self) -> bool {
        let is_aside = |range: &TextRange| self.aside.iter().any(|a| a.contains_range(*range));
        let mut others = self
            .whole
            .iter()
            .filter(|range| !self.known.contains(range));
        self.tree.has_errors || self.aside.len() > MAX_ASIDE || others.any(|range| !is_aside(range))
    }

    /// What of the configuration a name stands for here.
    fn alias(&self, name: &str) -> Option<&str> {
        if self.aliased == 0 {
            return None;
        }
        let mut inner_first = self.scopes.iter().rev();
        let known = inner_first.find_map(|scope| match scope {
            Scope::Class(_) => None,
            Scope::Function(_, names) => names.get(name),
        });
        known.flatten()
    }

    /// The same, to keep.
    fn stands_for(&self, name: &str) -> Option<Box<str>> {
        self.alias(name).map(Into::into)
    }

    fn assign(&mut self, target: &Expr, expr: &Expr, range: TextRange) {
        if let (Expr::Name(name), Expr::Dict(dict)) = (target, expr)
            && names_instance(name.id.as_str())
        {
            let given = of_dict(name.id.as_str(), dict, self.class);
            self.tree.accesses.extend(given);
        }
        let class = match self.scopes.last() {
            None => None,
            Some(Scope::Class(index)) => Some(*index),
            Some(Scope::Function(..)) => return,
        };
        if let Expr::Name(name) = target {
            self.tree.assignments.push(PyAssignment {
                name: PyName {
                    text: name.id.as_str().into(),
                    span: span(name.range),
                },
                value: value(expr),
                span: span(range),
                class,
            });
        }
    }

    fn call(&mut self, call: &ExprCall) {
        self.note_call(&call.func, &call.arguments);
        self.called = Some(call.func.range());
        if is_base_constructor(&call.func) {
            self.aside.push(call.arguments.range);
        }
        let lookup = |name: &str| self.stands_for(name);
        if let Some(access) = of_call(call, self.class, &lookup) {
            if let Expr::Attribute(method) = &*call.func {
                self.known.insert(method.value.range());
            }
            self.tree.accesses.push(access);
        }
    }

    fn note_call(&mut self, function: &Expr, arguments: &Arguments) {
        let (receiver, function) = match function {
            Expr::Name(name) => {
                let function = PyName {
                    text: name.id.as_str().into(),
                    span: span(name.range),
                };
                (Some("".into()), function)
            }
            Expr::Attribute(attribute) => {
                let receiver = dotted(&attribute.value).map(|name| name.text);
                (receiver, identifier(&attribute.attr))
            }
            _ => return,
        };
        let positional = arguments.args.iter().map(|argument| PyArgument {
            keyword: None,
            value: value(argument),
            span: span(argument.range()),
        });
        let keywords = arguments.keywords.iter().map(|keyword| PyArgument {
            // `**options` may hold any.
            keyword: Some(keyword.arg.as_ref().map_or("**", |arg| arg.as_str()).into()),
            value: value(&keyword.value),
            span: span(keyword.value.range()),
        });
        let mut given = Vec::with_capacity(arguments.len());
        given.extend(positional);
        given.extend(keywords);
        self.tree.calls.push(PyCall {
            receiver,
            function,
            arguments: given,
            class: self.class,
        });
    }
}

/// The name of a section of the configuration.
pub(super) fn is_section(name: &str) -> bool {
    matches!(
        name,
        "instance" | "instances" | "init_config" | "shared_config"
    )
}

/// `super().__init__`
fn is_base_constructor(function: &Expr) -> bool {
    let Expr::Attribute(method) = function else {
        return false;
    };
    let of_base = matches!(&*method.value, Expr::Call(call)
        if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "super"));
    of_base && method.attr.as_str() == "__init__"
}

fn bases(arguments: Option<&Arguments>) -> Vec<PyName> {
    let arguments = arguments.into_iter().flat_map(|list| list.args.iter());
    arguments.filter_map(dotted).collect()
}

fn first_statement(body: &[Stmt]) -> Option<u32> {
    let is_docstring = |statement: &&Stmt| matches!(statement, Stmt::Expr(expr) if matches!(&*expr.value, Expr::StringLiteral(_)));
    let first = body.iter().find(|statement| !is_docstring(statement))?;
    Some(first.range().start().to_u32())
}

pub(super) fn value(expr: &Expr) -> PyValue {
    match expr {
        Expr::StringLiteral(literal) => {
            let mut parts = literal.value.iter();
            match (parts.next(), parts.next()) {
                (Some(part), None) => PyValue::Text(PyName {
                    text: part.value.clone(),
                    span: span(part.content_range()),
                }),
                _ => PyValue::Other,
            }
        }
        Expr::BooleanLiteral(literal) => PyValue::Bool(literal.value),
        _ => dotted(expr).map_or(PyValue::Other, PyValue::Name),
    }
}

/// `a.b.c`; `None` when it is not made of names only.
pub(super) fn dotted(expr: &Expr) -> Option<PyName> {
    let first = first_name(expr)?;
    let range = expr.range();
    if expr.is_name_expr() {
        return Some(PyName {
            text: first.id.as_str().into(),
            span: span(range),
        });
    }
    // Nearly always as long as what is written.
    let mut text = String::with_capacity(range.len().to_usize());
    text.push_str(first.id.as_str());
    push_attributes(expr, &mut text);
    Some(PyName {
        text: text.into(),
        span: span(range),
    })
}

/// The first name of a chain of names.
pub(super) fn first_name(expr: &Expr) -> Option<&ExprName> {
    let mut at = expr;
    while let Expr::Attribute(attribute) = at {
        at = &attribute.value;
    }
    at.as_name_expr()
}

/// Adds the attributes of a chain, the innermost first. The nesting check keeps chains short.
fn push_attributes(expr: &Expr, text: &mut String) {
    if let Expr::Attribute(attribute) = expr {
        push_attributes(&attribute.value, text);
        text.push('.');
        text.push_str(attribute.attr.as_str());
    }
}

pub(super) fn identifier(name: &Identifier) -> PyName {
    PyName {
        text: name.as_str().into(),
        span: span(name.range),
    }
}

fn span(range: TextRange) -> Span {
    Span::new(range.start().to_usize(), range.end().to_usize())
}
