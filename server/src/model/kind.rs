//! The kinds of repositories, files and manifest generations.

/// Which repository rules apply; several rules differ between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RepoKind {
    /// integrations-core: shipped with the Agent.
    Core,
    /// integrations-extras: community integrations.
    Extras,
    /// marketplace: commercial integrations, private.
    Marketplace,
    /// The layout of 2016 to 2018 (`check.py`, rake tasks, manifest 0.1.x).
    Legacy,
    /// One integration opened without a repository around it.
    Single,
}

impl RepoKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Core,
        Self::Extras,
        Self::Marketplace,
        Self::Legacy,
        Self::Single,
    ];

    /// Name in settings, output and `schemas/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Extras => "extras",
            Self::Marketplace => "marketplace",
            Self::Legacy => "legacy",
            Self::Single => "single",
        }
    }

    /// Kind of a name as written in settings.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Name of the GitHub repository, part of image addresses.
    #[must_use]
    pub fn full_name(self) -> Option<&'static str> {
        match self {
            Self::Core => Some("integrations-core"),
            Self::Extras => Some("integrations-extras"),
            Self::Marketplace => Some("marketplace"),
            Self::Legacy | Self::Single => None,
        }
    }
}

/// What a file is, judged by its path inside the integration or the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// `manifest.json`
    Manifest,
    /// `metadata.csv`
    Metadata,
    /// `README.md`
    Readme,
    /// `pyproject.toml`
    Pyproject,
    /// `hatch.toml`
    Hatch,
    /// `assets/service_checks.json`; until 2018 without the folder
    ServiceChecks,
    /// `assets/dashboards/*.json`
    Dashboard,
    /// `assets/monitors/*.json`
    Monitor,
    /// `assets/saved_views/*.json`
    SavedView,
    /// `assets/configuration/spec.yaml`
    Spec,
    /// `conf.yaml.example`, `auto_conf.yaml` and `conf.yaml.default` in the data folder of the
    /// package; `conf.yaml.example` beside the manifest in the layout of 2016
    ConfigExample,
    /// `metrics.yaml` in the data folder of a JMX package
    JmxMetrics,
    /// `assets/logs/*.yaml`: a log pipeline
    LogPipeline,
    /// `assets/logs/*_tests.yaml`: samples for a log pipeline
    LogTests,
    /// `assets/dataflows.yaml`
    Dataflows,
    /// `assets/oauth_clients.json`
    OauthClients,
    /// `CHANGELOG.md`
    Changelog,
    /// `changelog.d/*`: one entry of the next release; to the check of pull requests also files
    /// in folders there
    ChangelogFragment,
    /// Any Python source
    Python,
    /// `.github/CODEOWNERS` of the repository
    Codeowners,
    /// `.github/workflows/config/labeler.yml` of the repository
    Labeler,
    /// `.github/workflows/test-all.yml` and its like: the generated jobs
    Workflow,
    /// `code-coverage.datadog.yml` or `.codecov.yml` of the repository
    Coverage,
    /// `requirements-agent-release.txt` of the repository: what the Agent ships
    AgentRelease,
    /// `agent_requirements.in` of the repository: what the Agent's Python holds
    AgentRequirements,
    /// `.ddev/config.toml` and the files it imports
    DdevConfig,
    /// `integrations-ls.toml`, or `pyproject.toml` at the root of a repository
    ToolConfig,
}

/// The syntax a kind of file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON
    Json,
    /// Comma-separated values
    Csv,
    /// Markdown
    Markdown,
    /// TOML
    Toml,
    /// YAML
    Yaml,
    /// Python
    Python,
    /// Lines of text
    Plain,
}

impl FileKind {
    /// Every kind, in order.
    pub const ALL: [Self; 27] = [
        Self::Manifest,
        Self::Metadata,
        Self::Readme,
        Self::Pyproject,
        Self::Hatch,
        Self::ServiceChecks,
        Self::Dashboard,
        Self::Monitor,
        Self::SavedView,
        Self::Spec,
        Self::ConfigExample,
        Self::JmxMetrics,
        Self::LogPipeline,
        Self::LogTests,
        Self::Dataflows,
        Self::OauthClients,
        Self::Changelog,
        Self::ChangelogFragment,
        Self::Python,
        Self::Codeowners,
        Self::Labeler,
        Self::Workflow,
        Self::Coverage,
        Self::AgentRelease,
        Self::AgentRequirements,
        Self::DdevConfig,
        Self::ToolConfig,
    ];

    /// Patterns of absolute paths that cover the customary places of every kind. Editors send
    /// the files that match, and tell when one of them changes on disk.
    pub const GLOBS: &[&str] = &[
        "**/manifest.json",
        "**/metadata.csv",
        "**/README.md",
        "**/CHANGELOG.md",
        "**/changelog.d/**",
        "**/pyproject.toml",
        "**/hatch.toml",
        "**/service_checks.json",
        "**/assets/{dashboards,monitors,saved_views}/*.json",
        "**/assets/oauth_clients.json",
        "**/assets/configuration/spec.yaml",
        "**/assets/logs/*.yaml",
        "**/assets/dataflows.yaml",
        "**/conf.yaml.example",
        "**/data/{auto_conf.yaml,conf.yaml.default,metrics.yaml}",
        "**/{datadog_checks,tests}/**/*.py",
        "**/check.py",
        "**/.ddev/*.toml",
        "**/integrations-ls.toml",
        "**/.github/CODEOWNERS",
        "**/.github/workflows/config/labeler.yml",
        "**/.github/workflows/{test-all,test-all-windows}.yml",
        "**/{code-coverage.datadog,.codecov}.yml",
        "**/requirements-agent-release.txt",
        "**/agent_requirements.in",
    ];

    /// Kind of a path relative to the integration directory, `/` separators.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let exact = match path {
            "manifest.json" => Self::Manifest,
            "metadata.csv" => Self::Metadata,
            "README.md" => Self::Readme,
            "pyproject.toml" => Self::Pyproject,
            "hatch.toml" => Self::Hatch,
            "assets/service_checks.json" | "service_checks.json" => Self::ServiceChecks,
            "assets/configuration/spec.yaml" => Self::Spec,
            "conf.yaml.example" => Self::ConfigExample,
            "assets/dataflows.yaml" => Self::Dataflows,
            "assets/oauth_clients.json" => Self::OauthClients,
            "CHANGELOG.md" => Self::Changelog,
            _ => return Self::in_folder(path),
        };
        Some(exact)
    }

    fn in_folder(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if name.ends_with(".py") {
            return Some(Self::Python);
        }
        if folder.is_empty() {
            return None;
        }
        if path.starts_with(FRAGMENTS) {
            return (!is_passing(name)).then_some(Self::ChangelogFragment);
        }
        let (json, yaml) = (name.ends_with(".json"), name.ends_with(".yaml"));
        match folder {
            "assets/dashboards" if json => Some(Self::Dashboard),
            "assets/monitors" if json => Some(Self::Monitor),
            "assets/saved_views" if json => Some(Self::SavedView),
            "assets/logs" if is_log_tests(name) => Some(Self::LogTests),
            "assets/logs" if yaml => Some(Self::LogPipeline),
            _ => {
                let package = folder
                    .strip_prefix("datadog_checks/")?
                    .strip_suffix("/data")?;
                match name {
                    _ if package.contains('/') => None,
                    "conf.yaml.example" | "auto_conf.yaml" | "conf.yaml.default" => {
                        Some(Self::ConfigExample)
                    }
                    "metrics.yaml" => Some(Self::JmxMetrics),
                    _ => None,
                }
            }
        }
    }

    /// Kind of a path relative to the root of a repository of many integrations, of the files
    /// that belong to none of them.
    #[must_use]
    pub fn of_root(path: &str) -> Option<Self> {
        Some(match path {
            ".github/CODEOWNERS" => Self::Codeowners,
            ".github/workflows/config/labeler.yml" => Self::Labeler,
            ".github/workflows/test-all.yml" | ".github/workflows/test-all-windows.yml" => {
                Self::Workflow
            }
            "code-coverage.datadog.yml" | ".codecov.yml" => Self::Coverage,
            "requirements-agent-release.txt" => Self::AgentRelease,
            "agent_requirements.in" => Self::AgentRequirements,
            "integrations-ls.toml" | "pyproject.toml" => Self::ToolConfig,
            _ => {
                let name = path.strip_prefix(".ddev/")?.strip_suffix(".toml")?;
                return (!name.contains('/')).then_some(Self::DdevConfig);
            }
        })
    }

    /// True when the end of an absolute path could be a file of ours, wherever the
    /// integration begins.
    #[must_use]
    pub fn may_be(path: &std::path::Path) -> bool {
        /// `datadog_checks/<package>/data/<file>` is the longest but for Python.
        const DEEPEST: usize = 4;
        let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else { return false };
        (1..=DEEPEST.min(parts.len())).any(|count| {
            let end = parts[parts.len() - count..].join("/");
            Self::of(&end).or_else(|| Self::of_root(&end)).is_some()
        })
    }

    /// Customary path relative to the integration directory, of the kinds that have just one.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest.json",
            Self::Metadata => "metadata.csv",
            Self::Readme => "README.md",
            Self::Pyproject => "pyproject.toml",
            Self::Hatch => "hatch.toml",
            Self::ServiceChecks => "assets/service_checks.json",
            Self::Spec => "assets/configuration/spec.yaml",
            Self::Dataflows => "assets/dataflows.yaml",
            Self::OauthClients => "assets/oauth_clients.json",
            Self::Changelog => "CHANGELOG.md",
            Self::Codeowners => ".github/CODEOWNERS",
            Self::Labeler => ".github/workflows/config/labeler.yml",
            Self::Workflow => ".github/workflows/test-all.yml",
            Self::Coverage => "code-coverage.datadog.yml",
            Self::AgentRelease => "requirements-agent-release.txt",
            Self::AgentRequirements => "agent_requirements.in",
            _ => "",
        }
    }

    /// The syntax it is written in.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Self::Manifest
            | Self::ServiceChecks
            | Self::Dashboard
            | Self::Monitor
            | Self::SavedView
            | Self::OauthClients => Format::Json,
            Self::Metadata => Format::Csv,
            Self::Readme => Format::Markdown,
            Self::Pyproject | Self::Hatch | Self::DdevConfig | Self::ToolConfig => Format::Toml,
            Self::Spec
            | Self::ConfigExample
            | Self::JmxMetrics
            | Self::LogPipeline
            | Self::LogTests
            | Self::Dataflows
            | Self::Labeler
            | Self::Workflow
            | Self::Coverage => Format::Yaml,
            Self::Python => Format::Python,
            Self::Changelog
            | Self::ChangelogFragment
            | Self::Codeowners
            | Self::AgentRelease
            | Self::AgentRequirements => Format::Plain,
        }
    }

    /// Whether other files depend on what a file of this kind, at a path relative to its
    /// integration, says. Only those are read to index a repository.
    #[must_use]
    pub fn has_facts(self, path: &str) -> bool {
        match self {
            Self::Python => path.starts_with("datadog_checks/") || path == "check.py",
            Self::Dashboard
            | Self::Monitor
            | Self::SavedView
            | Self::JmxMetrics
            | Self::Dataflows
            | Self::OauthClients
            | Self::ChangelogFragment
            | Self::Codeowners
            | Self::Labeler
            | Self::Workflow
            | Self::Coverage
            | Self::DdevConfig
            | Self::ToolConfig => false,
            _ => true,
        }
    }
}

fn is_log_tests(name: &str) -> bool {
    name.ends_with("_tests.yaml") || name.ends_with("_test.yaml")
}

/// The folder of the entries of the next release.
const FRAGMENTS: &str = "changelog.d/";

/// Layout version of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Generation {
    /// `manifest_version` 0.1.x, 2016 to 2018.
    Legacy,
    /// `manifest_version` 1.x, 2018 to 2022.
    V1,
    /// `manifest_version` 2.0.0, today.
    V2,
}

impl Generation {
    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Legacy => "0.1 (2016 layout)",
            Self::V1 => "1.x",
            Self::V2 => "2.0.0",
        }
    }
}

/// Hidden files that editors and desktops leave for a while and nobody commits.
fn is_passing(name: &str) -> bool {
    let swap = name.rsplit_once('.').is_some_and(|(_, end)| {
        let end = end.as_bytes();
        end.len() == 3 && end.starts_with(b"sw")
    });
    name == ".DS_Store" || name.starts_with(".#") || (name.starts_with('.') && swap)
}

#[cfg(test)]
mod tests {
    use super::FileKind as K;

    #[test]
    fn the_list_of_kinds_is_complete_and_in_order() {
        for (index, kind) in K::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index, "{kind:?}");
        }
        assert_eq!(K::ALL.last(), Some(&K::ToolConfig));
    }

    #[test]
    fn a_path_tells_the_kind() {
        for (path, kind) in [
            ("manifest.json", Some(K::Manifest)),
            ("tests/manifest.json", None),
            ("assets/dashboards/a.json", Some(K::Dashboard)),
            ("assets/dashboards/a.txt", None),
            ("assets/logs/foo.yaml", Some(K::LogPipeline)),
            ("assets/logs/foo_tests.yaml", Some(K::LogTests)),
            (
                "datadog_checks/foo/data/conf.yaml.example",
                Some(K::ConfigExample),
            ),
            ("datadog_checks/foo/bar/data/metrics.yaml", None),
            ("datadog_checks/foo/data/metrics.yaml", Some(K::JmxMetrics)),
            ("changelog.d/12.added", Some(K::ChangelogFragment)),
            ("changelog.d/.gitkeep", Some(K::ChangelogFragment)),
            ("changelog.d/more/12.added", Some(K::ChangelogFragment)),
            ("changelog.d/more/.DS_Store", None),
            ("docs/changelog.d/12.added", None),
            ("changelog.d/.12.added.swp", None),
            ("changelog.d/.DS_Store", None),
            ("tests/test_a.py", Some(K::Python)),
            ("tests/fixtures/spec.yaml", None),
        ] {
            assert_eq!(K::of(path), kind, "{path}");
        }
        assert_eq!(K::of_root(".ddev/config.toml"), Some(K::DdevConfig));
        assert_eq!(K::of_root("foo/manifest.json"), None);
    }

    #[test]
    fn the_patterns_for_editors_cover_the_kinds() {
        let covered = |path: &str| K::GLOBS.iter().any(|g| fast_glob::glob_match(g, path));
        for path in [
            "/repo/foo/manifest.json",
            "/repo/foo/assets/monitors/a.json",
            "/repo/foo/datadog_checks/foo/data/metrics.yaml",
            "/repo/foo/datadog_checks/foo/check.py",
            "/repo/foo/changelog.d/1.added",
            "/repo/foo/changelog.d/more/1.added",
            "/repo/.github/CODEOWNERS",
            "/repo/.ddev/config.toml",
        ] {
            assert!(
                covered(path) && K::may_be(std::path::Path::new(path)),
                "{path}"
            );
        }
        assert!(!covered("/repo/foo/setup.py") && !covered("/repo/package.json"));
    }

    #[test]
    fn files_are_known_by_the_end_of_their_path() {
        let may_be = |path: &str| K::may_be(std::path::Path::new(path));
        assert!(may_be("/home/me/repo/foo/assets/dashboards/a.json"));
        assert!(may_be("/repo/.github/CODEOWNERS"));
        assert!(may_be("/repo/foo/datadog_checks/foo/data/auto_conf.yaml"));
        assert!(!may_be("/repo/foo/package.json"));
        assert!(!may_be("/repo/foo/spec.yaml"));
    }
}
