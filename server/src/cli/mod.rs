//! The command line. Arguments here, one module per command, one per output format.
//! Exit codes: 0 nothing of error severity, 1 errors found, 2 wrong use or failure.

mod check;
mod fix;
mod output;
mod progress;
mod rule;
mod select;
mod settings;
mod sync;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::RepoKind;
use crate::rules::Severity;

/// Language server and checker for Datadog integration repositories.
#[derive(Debug, Parser)]
#[command(name = "integrations-ls", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report the problems of files, integrations or whole repositories.
    Check(CheckArgs),
    /// Write the configuration files and models that are derived from specifications.
    Sync(SyncArgs),
    /// Explain a rule, or list all rules.
    Rule(RuleArgs),
    /// Show the settings that hold in a repository, and where they come from.
    Config(ConfigArgs),
    /// Run the language server on standard input and output.
    Server(ServerArgs),
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Files, integrations or repositories to check.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = OutputFormat::Full)]
    output_format: OutputFormat,
    /// Apply safe fixes and report what is left.
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: apply fixes that may change the meaning, too.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing.
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Least severity to report and to fix; the JSON format always reports all.
    #[arg(long, value_enum, default_value_t = SeverityArg::Information, value_name = "SEVERITY")]
    severity: SeverityArg,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    color: ColorArg,
    /// Print findings only.
    #[arg(long, short)]
    quiet: bool,
}

/// What the command line may say instead of the settings file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
struct SettingsArgs {
    /// Run these rules only: codes, areas or ALL, separated by commas.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Option<Vec<String>>,
    /// Run these rules, too.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Do not run these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Do not run a rule in some files: PATTERN:RULE, separated by commas.
    #[arg(long, value_name = "PATTERN:RULE", value_delimiter = ',')]
    per_file_ignores: Vec<String>,
    /// Use this settings file instead of the one of the repository.
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Do not read any settings file.
    #[arg(long)]
    isolated: bool,
    /// Kind of the repository, when it cannot be told from its files.
    #[arg(long, value_enum, value_name = "KIND")]
    repository_kind: Option<KindArg>,
    /// Where ddev's configuration templates are: their directory, an environment with ddev,
    /// or a checkout of integrations-core.
    #[arg(long, value_name = "PATH")]
    templates: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct SyncArgs {
    /// Integrations or repositories.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Write models for integrations that have none yet, too.
    #[arg(long)]
    models: bool,
    /// Write nothing; tell which files differ, and fail if one does.
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, and fail if anything would.
    #[arg(long, conflicts_with = "check")]
    diff: bool,
    /// Where ddev's configuration templates are: their directory, an environment with ddev,
    /// or a checkout of integrations-core.
    #[arg(long, value_name = "PATH")]
    templates: Option<PathBuf>,
    /// Kind of the repository, when it cannot be told from its files.
    #[arg(long, value_enum, value_name = "KIND")]
    repository_kind: Option<KindArg>,
    /// Print no summary.
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Args)]
struct RuleArgs {
    /// Code of the rule, such as metadata/invalid-unit.
    code: Option<String>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    output_format: TextFormat,
}

#[derive(Debug, Args)]
struct ConfigArgs {
    /// A path inside the repository.
    #[arg(default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    settings: SettingsArgs,
}

#[derive(Debug, Args)]
struct ServerArgs {
    /// Use standard input and output; the only way there is, accepted for clients that say so.
    #[arg(long)]
    stdio: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// The source line with the exact range marked.
    Full,
    /// One line per finding.
    Concise,
    /// One JSON array.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TextFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    Core,
    Extras,
    Marketplace,
    Legacy,
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum SeverityArg {
    Error,
    Warning,
    Information,
    Hint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorArg {
    Auto,
    Always,
    Never,
}

impl KindArg {
    fn kind(self) -> RepoKind {
        match self {
            Self::Core => RepoKind::Core,
            Self::Extras => RepoKind::Extras,
            Self::Marketplace => RepoKind::Marketplace,
            Self::Legacy => RepoKind::Legacy,
            Self::Single => RepoKind::Single,
        }
    }
}

impl SeverityArg {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Information => Severity::Information,
            Self::Hint => Severity::Hint,
        }
    }
}

/// A failure of the tool or a wrong use of it: the message for the user.
#[derive(Debug)]
struct Failure(String);

impl<T: Into<String>> From<T> for Failure {
    fn from(message: T) -> Self {
        Self(message.into())
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Sync(args) => sync::run(&args),
        Command::Rule(args) => rule::run(&args),
        Command::Config(args) => settings::show(&args),
        Command::Server(_) => Ok(crate::lsp::serve()),
    };
    result.unwrap_or_else(|Failure(message)| {
        eprintln!("error: {message}");
        ExitCode::from(2)
    })
}
