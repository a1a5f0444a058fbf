//! How much is told of one thing: a file in which a rule finds the same over and over, as
//! one that was generated or cut off, must not bury all others.

use super::{Finding, Severity};

/// So many findings of one rule are told of one file.
pub(super) const MOST: usize = 100;

/// Leaves the first findings of every rule, and one that stands for all others of that rule.
/// Findings come in order of place, and keep it.
pub(super) fn limit(findings: &mut Vec<Finding>) {
    if findings.len() <= MOST {
        return;
    }
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for finding in &*findings {
        *count_of(&mut counts, finding.rule.code) += 1;
    }
    // One more is told as it is: to say that there is one takes as much room.
    counts.retain(|(_, count)| *count > MOST + 1);
    if counts.is_empty() {
        return;
    }
    let mut rests: Vec<Rest> = Vec::new();
    let mut seen: Vec<(&'static str, usize)> = Vec::new();
    findings.retain(|finding| {
        let code = finding.rule.code;
        if !counts.iter().any(|(many, _)| *many == code) {
            return true;
        }
        let count = count_of(&mut seen, code);
        *count += 1;
        if *count <= MOST {
            return true;
        }
        match rests.iter_mut().find(|rest| rest.first.rule.code == code) {
            Some(rest) => {
                rest.count += 1;
                rest.worst = rest.worst.min(finding.severity);
            }
            None => rests.push(Rest {
                first: finding.clone(),
                count: 1,
                worst: finding.severity,
            }),
        }
        false
    });
    findings.extend(rests.into_iter().map(Rest::told));
    findings.sort_by_key(|f| (f.span.start, f.span.end, f.rule.code));
}

fn count_of<'c>(counts: &'c mut Vec<(&'static str, usize)>, code: &'static str) -> &'c mut usize {
    let known = counts.iter().position(|(other, _)| *other == code);
    let index = known.unwrap_or_else(|| {
        counts.push((code, 0));
        counts.len() - 1
    });
    &mut counts[index].1
}

/// The findings of a rule that are not told one by one.
struct Rest {
    first: Finding,
    count: usize,
    worst: Severity,
}

impl Rest {
    /// A finding at the place of the first of them, as bad as the worst of them.
    fn told(self) -> Finding {
        let message = format!(
            "From here on the rule finds {} more places in this file. They are told once those \
             before them are gone.",
            self.count
        );
        Finding {
            severity: self.worst,
            message,
            related: Vec::new(),
            tags: Vec::new(),
            fixes: Vec::new(),
            more: self.count,
            ..self.first
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::rules::{Finding, Severity};
    use crate::testing::Fixture;

    fn doubled(count: usize) -> Vec<Finding> {
        let rows: String = (0..count)
            .map(|n| format!("foo.m{n},gauge,,,,d,0,foo,\n").repeat(2))
            .collect();
        let header = "metric_name,metric_type,interval,unit_name,per_unit_name,description,\
                      orientation,integration,short_name\n";
        let fixture = Fixture::new(&format!("//- foo/metadata.csv\n{header}{rows}"));
        let mut findings = fixture.check(fixture.file("foo/metadata.csv"));
        findings.retain(|finding| finding.rule.code == "metadata/duplicate-metric");
        findings
    }

    #[test]
    fn a_flood_ends_with_one_finding_for_the_rest() {
        let findings = doubled(MOST + 50);
        assert_eq!(findings.len(), MOST + 1);
        let last = findings.last().expect("some");
        assert!(last.message.contains(" 50 more"), "{last:?}");
        assert_eq!((last.severity, last.more), (Severity::Error, 50));
        assert!(last.fixes.is_empty());
        assert!(findings.iter().rev().skip(1).all(|f| f.more == 0));
    }

    #[test]
    fn what_is_no_flood_is_told_as_it_is() {
        for count in [MOST, MOST + 1] {
            let findings = doubled(count);
            assert_eq!(findings.len(), count);
            assert!(findings.iter().all(|finding| finding.more == 0));
        }
    }
}
