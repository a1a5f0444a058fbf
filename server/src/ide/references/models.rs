//! Names of options in the models of the configuration: fields of the two sections, functions
//! that are called by the names of fields, and what validators read.

use super::Sought;
use crate::engine::models::attribute_of;
use crate::model::option_reads::{OptionSection, option_reads};
use crate::syntax::python::PythonTree;
use crate::text::Span;
use crate::workspace::FileCx;

/// The folder of the models.
pub(super) const FOLDER: &str = "/config_models/";

/// The sections with the names of their classes and the beginnings of the names of functions
/// that belong to one of their fields.
const SECTIONS: [(OptionSection, &str, &str); 2] = [
    (OptionSection::Instances, "InstanceConfig", "instance_"),
    (OptionSection::InitConfig, "SharedConfig", "shared_"),
];

/// Places that are named after a field of a section.
fn fields(tree: &PythonTree) -> impl Iterator<Item = (OptionSection, &str, Span)> {
    let classes = tree.fields.iter().filter_map(|field| {
        let class = &*tree.classes.get(field.class)?.name.text;
        let (section, ..) = *SECTIONS.iter().find(|(_, name, _)| *name == class)?;
        Some((section, &*field.name.text, field.name.span))
    });
    let functions = tree.functions.iter().filter(|f| f.class.is_none());
    let functions = functions.filter_map(|function| {
        let name = &function.name;
        let mut sections = SECTIONS.iter();
        let (section, field) = sections.find_map(|(section, _, before)| {
            let field = name.text.strip_prefix(before)?;
            Some((*section, field))
        })?;
        let start = name.span.end as usize - field.len();
        Some((section, field, Span::new(start, name.span.end as usize)))
    });
    classes.chain(functions)
}

/// The field that is named at an offset of a model.
pub(super) fn name_at(cx: &FileCx, offset: usize) -> Option<(String, OptionSection)> {
    let tree = cx.file.python().filter(|_| cx.file.path.contains(FOLDER))?;
    let mut named = fields(tree).filter(|(_, _, span)| span.touches(offset));
    let (section, name, _) = named.next()?;
    Some((name.to_owned(), section))
}

/// Places of a model that name an option, and whether they do so as fields.
pub(super) fn places(text: &str, sought: &Sought) -> Vec<(Span, bool)> {
    let tree = PythonTree::parse(text);
    let attribute = attribute_of(&sought.name);
    let named = fields(&tree).filter(|(section, name, _)| {
        sought.is_in(section.name()) && attribute.as_deref() == Some(name)
    });
    let mut found: Vec<(Span, bool)> = named.map(|(_, _, span)| (span, true)).collect();
    // Functions that give defaults return dictionaries, whose keys are no options.
    let is_given = |span: Span| {
        tree.accesses.iter().any(|access| {
            access.name.span == span && access.kind == crate::syntax::python::PyAccessKind::Given
        })
    };
    let reads = option_reads(&tree).into_iter();
    let reads = reads.filter(|read| sought.is_read(read) && !is_given(read.name.span));
    found.extend(reads.map(|read| (read.name.span, read.is_attribute)));
    found
}
