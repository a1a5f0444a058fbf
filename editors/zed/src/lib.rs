//! Tells Zed how to start integrations-ls; installs nothing and uses no network.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree, serde_json};

const PROGRAM: &str = "integrations-ls";

struct Extension;

/// Whether the folder that is open is a repository of integrations, or one integration.
fn is_integration_repository(worktree: &Worktree) -> bool {
    let reads = |path: &str| worktree.read_text_file(path).unwrap_or_default();
    let header = reads("metadata.csv");
    worktree.read_text_file(".ddev/config.toml").is_ok()
        || header.starts_with("metric_name,metric_type")
        || (reads("manifest.json").contains("\"manifest_version\": \"")
            && worktree.read_text_file("README.md").is_ok())
}

impl zed::Extension for Extension {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        if !is_integration_repository(worktree) {
            return Err("this folder is no Datadog integration repository".into());
        }
        let binary = LspSettings::for_worktree(PROGRAM, worktree)?.binary;
        let (path, arguments) = binary.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which(PROGRAM))
            .ok_or("integrations-ls was not found: install it and put it on your PATH")?;
        Ok(Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["server".into()]),
            env: worktree.shell_env(),
        })
    }

    fn language_server_workspace_configuration(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(PROGRAM, worktree)?.settings)
    }
}

zed::register_extension!(Extension);
