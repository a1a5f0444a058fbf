//! Definition into ddev's templates: a reference leads to its file, a change to the option
//! that it changes.

use super::Target;
use crate::ide::template_options::Opened;
use crate::ide::yaml_nodes::under;
use crate::model::spec::TemplateRef;
use crate::text::Span;
use crate::workspace::SpecCx;

pub(super) fn definition(cx: &SpecCx, offset: usize) -> Option<Target> {
    let under = under(cx, offset)?;
    let templates = cx.repo.templates.as_deref()?;
    let (file, span) = if under.on_key {
        let overrides = under.node.parent()?;
        let template = TemplateRef::of(overrides.parent()?.get("template")?)?;
        let path = under
            .node
            .key()
            .filter(|_| overrides.key() == Some("overrides"))?;
        let opened = Opened::of(cx.repo, template.text())?;
        opened.place(path.split('.').next()?)?
    } else {
        let reference = under
            .node
            .as_str()
            .filter(|_| under.node.key() == Some("template"))?;
        let found = templates.set.find(reference).ok()?;
        (found.file, Span::at(found.node.span().start as usize))
    };
    let path = templates.dir.join(&*templates.set.file(file)?.path);
    Some(Target {
        origin: under.span,
        path: path.to_str()?.replace('\\', "/"),
        span,
    })
}
