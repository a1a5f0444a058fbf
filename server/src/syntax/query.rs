//! Metric queries, `agg:metric{filter} by {tags}.method()` with arithmetic and functions
//! around them, and the queries of service check monitors. One pass over any text; what
//! is not understood is passed over.

use crate::text::Span;

/// What a part of a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `avg`, `sum`, ... before a colon.
    Aggregator,
    /// A metric; empty right after the colon of an aggregator while it is still to come.
    Metric,
    /// What stands between the braces after a metric.
    Filter,
    /// What stands between the braces after `by`.
    Tags,
    /// A name before a parenthesis.
    Function,
    /// A name after a dot.
    Method,
    /// The quoted name of a service check, without its quotes.
    Check,
    /// Another quoted text, without its quotes.
    Quoted,
    /// Any other word, such as the name of another query.
    Word,
}

/// A part of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub part: Part,
    /// Bytes in the query.
    pub span: Span,
}

/// The parts of a query, in order.
#[must_use]
pub fn parts(query: &str) -> Vec<Token> {
    let mut scan = Scan {
        text: query,
        at: 0,
        tokens: Vec::new(),
    };
    scan.run();
    scan.tokens
}

/// The metrics of a query that are surely meant as such: those with a filter behind them.
pub fn metrics(query: &str) -> impl Iterator<Item = Span> {
    let tokens = parts(query);
    let follows = |span: Span| query.as_bytes().get(span.end as usize) == Some(&b'{');
    let spans = tokens.into_iter().filter_map(move |token| {
        let metric = token.part == Part::Metric && !token.span.is_empty();
        (metric && follows(token.span)).then_some(token.span)
    });
    spans.collect::<Vec<_>>().into_iter()
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn push(&mut self, part: Part, start: usize, end: usize) {
        let span = Span::new(start, end);
        self.tokens.push(Token { part, span });
    }

    fn run(&mut self) {
        let (mut grouping, mut after_dot) = (false, false);
        while self.at < self.text.len() {
            let dot = std::mem::take(&mut after_dot);
            match self.byte(self.at) {
                b'{' => {
                    let part = if grouping { Part::Tags } else { Part::Filter };
                    self.quoted(b'}', part);
                    grouping = false;
                }
                quote @ (b'"' | b'\'') => self.quoted(quote, Part::Quoted),
                b'.' => {
                    after_dot = true;
                    self.at += 1;
                }
                b'$' => self.at = name_end(self.text, self.at + 1),
                c if c.is_ascii_digit() => self.at = word_end(self.text, self.at),
                c if is_name_start(c) => grouping = self.word(dot),
                _ => self.at += 1,
            }
        }
    }

    /// Up to a closing character, or the end when there is none.
    fn quoted(&mut self, close: u8, part: Part) {
        let start = self.at + 1;
        let mut end = start;
        while end < self.text.len() && self.byte(end) != close {
            let escaped = close != b'}' && self.byte(end) == b'\\';
            end += if escaped { 2 } else { 1 };
        }
        let end = end.min(self.text.len());
        let check = close == b'"'
            && self
                .text
                .get(end + 1..)
                .is_some_and(|rest| rest.trim_start().starts_with(".over("));
        self.push(if check { Part::Check } else { part }, start, end);
        self.at = end + 1;
    }

    /// A word, by what follows it; true for `by`.
    fn word(&mut self, after_dot: bool) -> bool {
        let start = self.at;
        let end = word_end(self.text, start);
        self.at = end;
        let word = &self.text[start..end];
        let next = self.byte(end);
        if after_dot {
            self.push(Part::Method, start, end);
        } else if next == b':' && is_aggregator(word) {
            self.push(Part::Aggregator, start, end);
            self.at = end + 1;
            let name = match self.byte(self.at) {
                b'$' => return false,
                c if is_name_start(c) => word_end(self.text, self.at),
                _ => self.at,
            };
            self.push(Part::Metric, self.at, name);
            self.at = name;
        } else if next == b'{' && word != "by" {
            self.push(Part::Metric, start, end);
        } else {
            let rest = self.text[end..].trim_start();
            if word == "by" && rest.starts_with('{') {
                return true;
            }
            let function = rest.starts_with('(');
            let part = if function { Part::Function } else { Part::Word };
            self.push(part, start, end);
        }
        false
    }
}

fn is_name_start(c: u8) -> bool {
    c.is_ascii_alphabetic() || c == b'_'
}

/// `avg` and its like, and percentiles such as `p99` and `p99.9`.
fn is_aggregator(word: &str) -> bool {
    !word.contains('.') || (word.starts_with('p') && word[1..].parse::<f64>().is_ok())
}

fn word_end(text: &str, start: usize) -> usize {
    let part = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.');
    let mut rest = text.as_bytes()[start..].iter();
    start + rest.position(|c| !part(c)).unwrap_or(text.len() - start)
}

/// The end of the name of a template variable: letters and digits, with dots and hyphens
/// only between them.
fn name_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let plain = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.' | b'-');
    let mut length = rest.bytes().take_while(|c| plain(c)).count();
    // Letters beyond ASCII are rare, and dearer to tell.
    if rest.as_bytes().get(length).is_some_and(|c| !c.is_ascii()) {
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        length = rest.len() - rest.trim_start_matches(part).len();
    }
    let run = &rest.as_bytes()[..length];
    let marks = run.iter().rev().take_while(|c| matches!(c, b'.' | b'-'));
    start + length - marks.count()
}

/// Longer names are none: no name is worth more than a look at each of its parts.
const LONGEST_NAME: usize = 200;

/// Names after a `$`, which may be template variables, without the dollar sign. An ending
/// such as `.value` is still part of them; see [`variable`].
pub fn variables(text: &str) -> impl Iterator<Item = Span> {
    memchr::memchr_iter(b'$', text.as_bytes()).filter_map(|at| {
        let first = text[at + 1..].chars().next()?;
        let named = first.is_alphabetic() || first == '_';
        let span = named.then(|| Span::new(at + 1, name_end(text, at + 1)))?;
        (span.len() <= LONGEST_NAME).then_some(span)
    })
}

/// The variable that a name as found by [`variables`] stands for: the longest declared one
/// in front, else all up to an ending such as `.value`.
#[must_use]
pub fn variable<'n>(name: &'n str, declared: &dyn Fn(&str) -> bool) -> &'n str {
    if declared(name) {
        return name;
    }
    let ends = name.rmatch_indices(['.', '-']).map(|(at, _)| &name[..at]);
    let mut ends = ends.filter(|shorter| declared(shorter));
    if let Some(found) = ends.next() {
        return found;
    }
    let ending = name.rsplit_once('.');
    ending.map_or(name, |(before, end)| match end {
        "value" | "key" | "name" => before,
        _ => name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> Vec<(Part, &str)> {
        let tokens = parts(query).into_iter();
        tokens.map(|t| (t.part, t.span.slice(query))).collect()
    }

    #[test]
    fn a_query_has_aggregator_metric_filter_tags_and_methods() {
        use Part::*;
        assert_eq!(
            shown("sum:foo.a{$env,x:y} by {host, z}.as_count().rollup(avg, 60)"),
            [
                (Aggregator, "sum"),
                (Metric, "foo.a"),
                (Filter, "$env,x:y"),
                (Tags, "host, z"),
                (Method, "as_count"),
                (Method, "rollup"),
                (Word, "avg"),
            ]
        );
    }

    #[test]
    fn arithmetic_functions_and_lists_are_looked_through() {
        let metrics_of = |query: &str| -> Vec<String> {
            metrics(query)
                .map(|span| span.slice(query).to_owned())
                .collect()
        };
        for query in [
            "avg(last_5m):( avg:a.b{*} / avg:c.d{x:1} ) * 100 > 90",
            "top(avg:a.b{*} by {x}, 10, 'mean', 'desc'), sum:c.d{*}",
            "(1-(p99:a.b{*}/p99.9:c.d{*}))*100",
            "a.b{*} by {c.x}.fill(linear)+c.d{*}-1e6",
            "avg(last_4h):anomalies(avg:a.b{*} + avg:c.d{*}, 'agile', 2, interval=60) >= 1",
        ] {
            assert_eq!(metrics_of(query), ["a.b", "c.d"], "{query}");
        }
        assert_eq!(
            metrics_of("avg:$m.value{*} + query1 / default_zero(q)"),
            [""; 0]
        );
        assert_eq!(
            metrics_of("logs(\"a{x}\").index(\"*\").last(\"5m\") > 1"),
            [""; 0]
        );
    }

    #[test]
    fn service_check_monitors_name_their_check() {
        use Part::*;
        assert_eq!(
            shown("\"foo.up\".over(\"*\").last(2)")[..3],
            [(Check, "foo.up"), (Method, "over"), (Quoted, "*")]
        );
    }

    #[test]
    fn half_a_query_is_read_as_far_as_it_goes() {
        use Part::*;
        assert_eq!(shown("avg:"), [(Aggregator, "avg"), (Metric, "")]);
        assert_eq!(
            shown("avg:{x"),
            [(Aggregator, "avg"), (Metric, ""), (Filter, "x")]
        );
        assert_eq!(shown("avg:foo."), [(Aggregator, "avg"), (Metric, "foo.")]);
        assert_eq!(shown("\"foo"), [(Quoted, "foo")]);
        assert_eq!(shown("'a\\"), [(Quoted, "a\\")]);
        assert_eq!(shown("é:ü{"), [(Filter, "")]);
    }

    #[test]
    fn variables_may_have_dots_and_hyphens() {
        let text = "{x:$a.value,$b-c.d ,$e-} $1 $/day {{$f}} $";
        let found: Vec<&str> = variables(text).map(|span| span.slice(text)).collect();
        assert_eq!(found, ["a.value", "b-c.d", "e", "f"]);
        let declared = |name: &str| ["b-c", "os.family"].contains(&name);
        assert_eq!(variable("a.value", &declared), "a");
        assert_eq!(variable("b-c.d", &declared), "b-c");
        assert_eq!(variable("os.family.value", &declared), "os.family");
        assert_eq!(variable("x.y", &declared), "x.y");
    }

    #[test]
    fn long_queries_take_one_pass() {
        let query = "avg:a.b{*} by {".repeat(100_000);
        assert!(metrics(&query).count() > 0);
        let dots = "$a.b-".repeat(20_000);
        assert_eq!(variables(&dots).count(), 20_000);
    }
}
