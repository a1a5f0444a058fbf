//! What a rule is, and the macro that makes one from its doc comment.

use super::{Severity, Sink};
use crate::model::FileKind;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx, SpecCx};

/// A rule.
pub struct Rule {
    /// `area/rule-name`; stable.
    pub code: &'static str,
    /// Severity of its findings unless a finding says otherwise.
    pub severity: Severity,
    /// Where the rule comes from.
    pub origin: Origin,
    /// What its quick fixes are like.
    pub fix: FixKind,
    /// Doc comment: first paragraph is the summary, then Markdown sections.
    pub docs: &'static str,
    /// The check.
    pub check: Check,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `ddev validate <command>` of today reports it.
    Ddev(&'static str),
    /// The manifest validators that still ship with ddev, though no command runs them.
    ManifestValidator,
    /// The format itself: what readers of the file cannot read.
    Format,
    /// A link between files, or a habit of published integrations, that no tool checks.
    Ours,
    /// The check of changelogs that runs on pull requests with a script of ddev.
    ChangelogCheck,
    /// The authoring guide of 2016.
    Guide2016,
}

impl Origin {
    /// Name in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ddev(_) => "ddev",
            Self::ManifestValidator => "manifest-validator",
            Self::Format => "format",
            Self::Ours => "integrations-ls",
            Self::ChangelogCheck => "changelog-check",
            Self::Guide2016 => "guide-2016",
        }
    }

    /// The subcommand of `ddev validate` that reports the same.
    #[must_use]
    pub fn ddev_command(self) -> Option<&'static str> {
        match self {
            Self::Ddev(command) => Some(command),
            _ => None,
        }
    }

    /// For people.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Ddev(command) => format!("`ddev validate {command}` fails on this."),
            Self::ManifestValidator => {
                "From the manifest validators that ship with ddev; no ddev command runs them today."
                    .to_owned()
            }
            Self::Format => "The file cannot be read as intended.".to_owned(),
            Self::Ours => "No other tool checks this.".to_owned(),
            Self::ChangelogCheck => {
                "The check of changelogs that runs on pull requests, with a script of ddev."
                    .to_owned()
            }
            Self::Guide2016 => "From the authoring guide of 2016.".to_owned(),
        }
    }
}

/// What a rule's quick fixes are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixKind {
    /// There is none.
    None,
    /// Keeps the meaning; part of fix-all.
    Safe,
    /// May change the meaning; applied one at a time or with `--unsafe-fixes`.
    Unsafe,
    /// Some findings have a safe one, some an unsafe one.
    Mixed,
}

impl FixKind {
    /// Name in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Mixed => "mixed",
        }
    }
}

/// The check of a rule, by what it looks at.
pub enum Check {
    /// A readable `metadata.csv`.
    Metadata(fn(&MetadataCx, &mut Sink)),
    /// A readable `manifest.json`.
    Manifest(fn(&ManifestCx, &mut Sink)),
    /// A readable `README.md`.
    Readme(fn(&ReadmeCx, &mut Sink)),
    /// A `spec.yaml` that can be loaded.
    Spec(fn(&SpecCx, &mut Sink)),
    /// Files of one other kind.
    File(FileKind, fn(&FileCx, &mut Sink)),
    /// Files of several other kinds.
    Files(&'static [FileKind], fn(&FileCx, &mut Sink)),
    /// Every file, unreadable ones too.
    AnyFile(fn(&FileCx, &mut Sink)),
}

impl Check {
    /// False for files of a kind that it never looks at.
    #[must_use]
    pub fn concerns(&self, kind: FileKind) -> bool {
        match self {
            Self::Metadata(_) => kind == FileKind::Metadata,
            Self::Manifest(_) => kind == FileKind::Manifest,
            Self::Readme(_) => kind == FileKind::Readme,
            Self::Spec(_) => kind == FileKind::Spec,
            Self::File(only, _) => kind == *only,
            Self::Files(kinds, _) => kinds.contains(&kind),
            Self::AnyFile(_) => true,
        }
    }
}

impl Rule {
    /// The area: the code before the slash.
    #[must_use]
    pub fn area(&self) -> &'static str {
        self.code
            .split_once('/')
            .map_or(self.code, |(area, _)| area)
    }

    /// Doc comment without the blank that starts each line.
    #[must_use]
    pub fn docs(&self) -> String {
        let lines = self
            .docs
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// First paragraph of the docs on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let docs = self.docs();
        let first = docs.split("\n\n").next().unwrap_or_default();
        first.lines().map(str::trim).collect::<Vec<_>>().join(" ")
    }

    /// Address of the rule's page.
    #[must_use]
    pub fn url(&self) -> String {
        format!(
            "{}/blob/main/docs/rules/{}.md",
            env!("CARGO_PKG_REPOSITORY"),
            self.code
        )
    }
}

/// Declares a rule as a static from its doc comment and a few fields.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $code:literal,
        severity: $severity:ident,
        origin: $origin:expr,
        fix: $fix:ident,
        check: $check:expr $(,)?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static $name: $crate::rules::Rule = {
            #[allow(unused_imports)]
            use $crate::rules::{Check::*, Origin::*};
            $crate::rules::Rule {
                code: $code,
                severity: $crate::rules::Severity::$severity,
                origin: $origin,
                fix: $crate::rules::FixKind::$fix,
                docs: concat!($($doc, "\n"),+),
                check: $check,
            }
        };
    };
}
pub(crate) use rule;
