//! The texts of discovery candidates: templates in the manner of Python's `str.format`.

use std::collections::BTreeMap;

/// Names that may stand in a template, with their attributes; `None` when any will do.
pub(super) type Placeholders = BTreeMap<String, Option<Vec<String>>>;

/// What is wrong with a template; nothing when all is well.
pub(super) fn faults(template: &str, placeholders: &Placeholders) -> Vec<String> {
    let fields = match fields(template) {
        Ok(fields) => fields,
        Err(message) => return vec![message.to_owned()],
    };
    let mut faults = Vec::new();
    for (name, conversion) in fields {
        if let Some(conversion) = conversion.filter(|c| !matches!(c, 's' | 'r' | 'a')) {
            faults.push(format!("There is no conversion `!{conversion}`."));
        }
        let known = match name.split_once('.') {
            Some((root, attribute)) => placeholders.get(root).is_some_and(|all| {
                all.as_ref()
                    .is_none_or(|all| all.iter().any(|a| a == attribute))
            }),
            None => false,
        };
        if !known {
            faults.push(format!("There is no placeholder `{{{name}}}`."));
        }
    }
    faults
}

/// Replacement fields with their conversions, as Python reads them.
fn fields(template: &str) -> Result<Vec<(String, Option<char>)>, &'static str> {
    let chars: Vec<char> = template.chars().collect();
    let mut fields = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        at += 1;
        if c != '{' && c != '}' {
            continue;
        }
        if chars.get(at) == Some(&c) {
            at += 1;
            continue;
        }
        if c == '}' {
            return Err("A `}` stands alone; write `}}` for the character itself.");
        }
        if at == chars.len() {
            return Err("A `{` stands alone; write `{{` for the character itself.");
        }
        fields.push(field(&chars, &mut at)?);
    }
    Ok(fields)
}

fn field(chars: &[char], at: &mut usize) -> Result<(String, Option<char>), &'static str> {
    let start = *at;
    let mut end = None;
    while let Some(&c) = chars.get(*at) {
        *at += 1;
        match c {
            '{' => return Err("A `{` may not stand inside a placeholder."),
            '[' => {
                while chars.get(*at).is_some_and(|&c| c != ']') {
                    *at += 1;
                }
            }
            '}' | ':' | '!' => {
                end = Some(c);
                break;
            }
            _ => {}
        }
    }
    let Some(end) = end else {
        return Err("The `}` of a placeholder is missing.");
    };
    let name: String = chars[start..*at - 1].iter().collect();
    let mut conversion = None;
    if end == '}' {
        return Ok((name, None));
    }
    if end == '!' {
        let Some(&c) = chars.get(*at) else {
            return Err("The conversion behind `!` is missing.");
        };
        conversion = Some(c);
        *at += 1;
        if let Some(&c) = chars.get(*at) {
            *at += 1;
            match c {
                '}' => return Ok((name, conversion)),
                ':' => {}
                _ => return Err("A conversion is a single letter behind `!`."),
            }
        }
    }
    let mut open = 1;
    while let Some(&c) = chars.get(*at) {
        *at += 1;
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Ok((name, conversion));
        }
    }
    Err("The `}` of a placeholder is missing.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(template: &str) -> usize {
        let any: Placeholders = [
            ("service".to_owned(), Some(vec!["host".to_owned()])),
            ("mine".to_owned(), None),
        ]
        .into();
        faults(template, &any).len()
    }

    #[test]
    fn templates_read_as_in_python() {
        for good in [
            "http://{service.host}:80",
            "{{x}}",
            "{mine.a.b!r:>{x}}",
            "{service.host:%Y}",
            "",
        ] {
            assert_eq!(count(good), 0, "{good}");
        }
        for bad in [
            "{service.id}",
            "{host}",
            "{",
            "}",
            "{a",
            "{a{b}}",
            "{mine.a!x}",
            "{mine.a!rr}",
            "{}",
            "{mine.a!",
        ] {
            assert_eq!(count(bad), 1, "{bad}");
        }
        assert_eq!(count("{a!x}"), 2);
    }
}
