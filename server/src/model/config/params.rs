//! Options of a rendered example: `## @param` lines with the sections around them, told by
//! indentation alone, commented out or not.

use crate::text::Span;

/// Sections around an option looked at.
const MAX_DEPTH: usize = 32;

/// An option with its help, or a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// The key.
    pub name: String,
    /// Keys of the sections around it, outermost first.
    pub sections: Vec<String>,
    /// Type as written; empty for sections.
    pub kind: String,
    /// `required` is written.
    pub required: bool,
    /// Bytes of the name in the line of help, or of the key of a section.
    pub name_span: Span,
    /// Bytes of the key at its value, commented out or not.
    pub key_span: Option<Span>,
    /// From the first line of help to the last line of the value.
    pub span: Span,
    /// A section rather than an option.
    pub is_section: bool,
}

impl Param {
    /// Sections and name, joined by dots.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = self.sections.join(".");
        if !path.is_empty() {
            path.push('.');
        }
        path + &self.name
    }
}

struct Line<'a> {
    start: usize,
    text: &'a str,
    indent: usize,
}

/// Options and sections of a text in order of place.
#[must_use]
pub fn params(text: &str) -> Vec<Param> {
    let lines = lines(text);
    let mut found: Vec<(usize, Param)> = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut help: Option<usize> = None;
    // The last option begun, with its indentation.
    let mut last: Option<usize> = None;
    for (index, line) in lines.iter().enumerate() {
        let body = &line.text[line.indent..];
        if body.is_empty() {
            help = None;
            continue;
        }
        if body == "#" {
            continue;
        }
        if body.starts_with("##") {
            help.get_or_insert(index);
            if let Some(param) = param_line(line, body) {
                open.retain(|(indent, _)| *indent < line.indent);
                let begin = help.map_or(line.start, |at| lines[at].start);
                let param = finish(param, &open, begin, line);
                last = Some(found.len());
                found.push((line.indent, param));
            }
            continue;
        }
        let extend = |found: &mut Vec<(usize, Param)>, at: usize| {
            let (indent, param) = &mut found[at];
            param.span.end = (line.start + line.text.len()) as u32;
            if param.key_span.is_none() {
                param.key_span = key_of(line, &param.name, *indent);
            }
        };
        match section_key(body) {
            Some(key) if last.is_none_or(|at| found[at].1.name != key || at + 1 < found.len()) => {
                let offset = line.text.len() - line.text.trim_start_matches([' ', '#', '-']).len();
                let own = line.indent;
                let certain = index == 0 || help.is_some() || own == 0;
                if certain && !inside_value(&found, last, own) {
                    open.retain(|(indent, _)| *indent < own);
                    let start = line.start + offset;
                    let begin = help.map_or(line.start, |at| lines[at].start);
                    let param = Param {
                        name: key.to_owned(),
                        sections: Vec::new(),
                        kind: String::new(),
                        required: false,
                        name_span: Span::new(start, start + key.len()),
                        key_span: Some(Span::new(start, start + key.len())),
                        span: Span::default(),
                        is_section: true,
                    };
                    let param = finish(param, &open, begin, line);
                    if open.len() < MAX_DEPTH {
                        open.push((own, key.to_owned()));
                    }
                    found.push((own, param));
                    last = None;
                } else if let Some(at) = last {
                    extend(&mut found, at);
                }
            }
            _ => {
                if let Some(at) = last {
                    extend(&mut found, at);
                }
            }
        }
        help = None;
    }
    found.into_iter().map(|(_, param)| param).collect()
}

fn finish(mut param: Param, open: &[(usize, String)], begin: usize, line: &Line) -> Param {
    param.sections = open.iter().map(|(_, name)| name.clone()).collect();
    param.span = Span::new(begin, line.start + line.text.len());
    param
}

/// A deeper line below an option belongs to its value.
fn inside_value(found: &[(usize, Param)], last: Option<usize>, indent: usize) -> bool {
    last.is_some_and(|at| indent > found[at].0)
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|whole| {
            let body = match whole.strip_suffix('\n') {
                // As nearly every line.
                Some(line) if line.ends_with(|c: char| c.is_ascii_graphic()) => line,
                _ => whole.trim_end(),
            };
            let line = Line {
                start,
                text: body,
                indent: body.bytes().take_while(|byte| *byte == b' ').count(),
            };
            start += whole.len();
            line
        })
        .collect()
}

fn param_line(line: &Line, body: &str) -> Option<Param> {
    let rest = body.strip_prefix("## @param ")?;
    let name = rest.split(' ').next().filter(|name| !name.is_empty())?;
    let mut parts = rest.get(name.len()..)?.splitn(4, " - ");
    parts.next();
    let kind = parts.next().unwrap_or_default().trim().to_owned();
    let required = parts.next().is_some_and(|word| word.trim() == "required");
    let start = line.start + line.indent + "## @param ".len();
    Some(Param {
        name: name.to_owned(),
        sections: Vec::new(),
        kind,
        required,
        name_span: Span::new(start, start + name.len()),
        key_span: None,
        span: Span::default(),
        is_section: false,
    })
}

/// The key of an option in a line of its value.
fn key_of(line: &Line, name: &str, indent: usize) -> Option<Span> {
    let body = &line.text[line.indent..];
    let inner = body.strip_prefix("# ").unwrap_or(body);
    let inner = inner.strip_prefix("- ").unwrap_or(inner).trim_start();
    let start = line.text.len() - inner.len();
    // A dash stands two columns to the left.
    let here = line.indent <= indent && inner.strip_prefix(name)?.starts_with(':');
    here.then(|| Span::new(line.start + start, line.start + start + name.len()))
}

/// The sections around a place, outermost first, by its column. `None` inside the value of
/// an option.
#[must_use]
pub fn sections_at(text: &str, offset: usize, column: usize) -> Option<Vec<String>> {
    let mut open: Vec<(usize, Param)> = Vec::new();
    for param in params(text.get(..offset)?) {
        let own = indent_of(text, param.key_span.unwrap_or(param.name_span));
        open.retain(|(indent, _)| *indent < own);
        open.push((own, param));
    }
    open.retain(|(indent, _)| *indent < column);
    if open.len() > MAX_DEPTH || open.iter().any(|(_, param)| !param.is_section) {
        return None;
    }
    Some(open.into_iter().map(|(_, param)| param.name).collect())
}

/// Column of the line of a key; what stands behind a dash is two columns further in.
fn indent_of(text: &str, key: Span) -> usize {
    let start = text[..key.start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = &text[start..key.start as usize];
    let indent = before.len() - before.trim_start_matches(' ').len();
    indent
        + if before.trim_start().starts_with("- ") {
            2
        } else {
            0
        }
}

/// The key of a line that opens a section: `name:`, `# name:` or `- name:`.
fn section_key(body: &str) -> Option<&str> {
    let key = body.strip_suffix(':')?;
    let key = key.strip_prefix("# ").unwrap_or(key);
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!key.is_empty() && key.chars().all(word)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "## All options defined here.\n#\ninit_config:\n\n    ## @param proxy - mapping - optional\n    ## Proxies.\n    #\n    # proxy:\n    #   http: <URL>\n\n## Every instance.\n#\ninstances:\n\n  -\n    ## @param host - string - required\n    ## Host.\n    #\n    host: a\n\n    ## Inner section.\n    #\n    # inner:\n\n        ## @param deep - integer - optional - default: 1\n        ## Deep.\n        #\n        # deep: 1\n\n    ## @param tags - list of strings - optional\n    ## Tags.\n    #\n    # tags:\n    #   - a\n";

    #[test]
    fn options_know_their_sections() {
        let found = params(TEXT);
        let paths: Vec<String> = found.iter().map(Param::path).collect();
        assert_eq!(
            paths,
            [
                "init_config",
                "init_config.proxy",
                "instances",
                "instances.host",
                "instances.inner",
                "instances.inner.deep",
                "instances.tags",
            ]
        );
        let host = &found[3];
        assert!(host.required && host.kind == "string");
        assert_eq!(
            found[5].key_span.map(|key| key.slice(TEXT)),
            Some("deep"),
            "commented out"
        );
        assert_eq!(host.name_span.slice(TEXT), "host");
        let tags = found[6].span.slice(TEXT);
        assert!(
            tags.starts_with("## @param tags") || tags.starts_with("    ## @param"),
            "{tags}"
        );
        assert!(tags.ends_with("#   - a"), "{tags}");
    }

    #[test]
    fn places_know_their_sections() {
        let at = |mark: &str, column| {
            let offset = TEXT.find(mark).expect("the mark");
            sections_at(TEXT, offset, column).map(|names| names.join("."))
        };
        assert_eq!(at("    ## @param host", 4).as_deref(), Some("instances"));
        assert_eq!(
            at("        # deep: 1", 8),
            Some("instances.inner".to_owned())
        );
        assert_eq!(at("    ## @param tags", 4).as_deref(), Some("instances"));
        assert_eq!(at("    # tags:", 6), None, "inside of a value");
        assert_eq!(at("init_config", 0).as_deref(), Some(""));
    }

    #[test]
    fn values_are_no_sections() {
        let text = "instances:\n  - host: a\n    ## @param map - mapping - optional\n    #\n    map:\n      deep:\n        x: 1\n";
        let paths: Vec<String> = params(text).iter().map(Param::path).collect();
        assert_eq!(paths, ["instances", "instances.map"]);
    }
}
