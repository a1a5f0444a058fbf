//! What leaves the repository agrees with itself: versions, editor files, names of release archives.

use std::path::Path;

use serde_json::Value;

fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn toml(path: &str) -> toml::Table {
    read(path).parse().unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&read(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// `Cargo.toml` has the version; all others follow it.
#[test]
fn there_is_one_version() {
    let version = env!("CARGO_PKG_VERSION");
    let extension = "editors/vscode/package.json";
    assert_eq!(json(extension)["version"], version, "{extension}");
    let lock = json("editors/vscode/package-lock.json");
    assert_eq!(lock["version"], version, "package-lock.json");
    assert_eq!(
        lock["packages"][""]["version"], version,
        "package-lock.json"
    );
    for zed in ["editors/zed/Cargo.toml", "editors/zed/extension.toml"] {
        let table = toml(zed);
        let held = table
            .get("version")
            .or_else(|| table["package"].get("version"));
        assert_eq!(held.and_then(|v| v.as_str()), Some(version), "{zed}");
    }
    let emacs = read("editors/emacs/integrations-ls.el");
    assert!(
        emacs.contains(&format!("\n;; Version: {version}\n")),
        "Emacs"
    );
    let project = &toml("pyproject.toml")["project"];
    assert_eq!(
        project.get("version"),
        None,
        "maturin takes it from Cargo.toml"
    );
    assert_eq!(project["dynamic"], toml::Value::from(vec!["version"]));
}

/// Files that an editor reads are well-formed, and start the server in the one right way.
#[test]
fn the_files_for_editors_are_right() {
    let command = serde_json::json!(["integrations-ls", "server"]);
    let kate = json("editors/kate/settings.json");
    assert_eq!(kate["servers"]["integrations-ls"]["command"], command);
    let sublime = json("editors/sublime-text/LSP.sublime-settings");
    assert_eq!(sublime["clients"]["integrations-ls"]["command"], command);
    let project = json("editors/sublime-text/integrations.sublime-project");
    assert_eq!(
        project["settings"]["LSP"]["integrations-ls"]["enabled"],
        true
    );
    let coc = &json("editors/vim/coc-settings.json")["languageserver"]["integrations-ls"];
    assert_eq!(
        (&coc["command"], &coc["args"]),
        (&command[0], &serde_json::json!(["server"]))
    );
    assert_eq!(coc["requireRootPattern"], true);
    let helix = toml("editors/helix/languages.toml");
    let server = &helix["language-server"]["integrations-ls"];
    assert_eq!(server["command"].as_str(), Some("integrations-ls"));
    assert!(server.get("required-root-patterns").is_some());
    for language in helix["language"].as_array().unwrap() {
        let servers = language["language-servers"].as_array().unwrap();
        assert!(servers.contains(&"integrations-ls".into()), "{language:?}");
    }
}

/// `cargo binstall` asks for the archives that the release makes.
#[test]
fn release_archives_are_named_as_binstall_expects() {
    let release = yaml(".github/workflows/release.yml");
    let manifest = toml("Cargo.toml");
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let build = &release["jobs"]["build"];
    let pack = build["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["name"] == "Pack")
        .and_then(|step| step["run"].as_str())
        .expect("a step that packs");
    assert!(pack.contains("folder=$NAME-$TARGET"));
    let targets = build["strategy"]["matrix"]["include"].as_array().unwrap();
    for target in targets {
        let target = target["target"].as_str().unwrap();
        let windows = target.contains("windows");
        let suffix = if windows { "zip" } else { "tar.gz" };
        assert!(pack.contains(&format!("out/$folder.{suffix}")), "{pack}");
        let of_target = binstall["overrides"].get(target).unwrap_or(binstall);
        let url = of_target["pkg-url"].as_str().unwrap();
        assert!(
            url.ends_with(&format!("/v{{ version }}/{{ name }}-{{ target }}.{suffix}")),
            "{target}: {url}"
        );
        let format = if windows { "zip" } else { "tgz" };
        assert_eq!(of_target["pkg-fmt"].as_str(), Some(format), "{target}");
    }
    let wheels = release["jobs"]["wheels"]["strategy"]["matrix"]["include"]
        .as_array()
        .unwrap();
    let names =
        |list: &[Value]| -> Vec<String> { list.iter().map(|t| t["target"].to_string()).collect() };
    assert_eq!(names(targets), names(wheels), "wheels for the same systems");
}

#[test]
fn the_workflows_are_well_formed() {
    let ci = yaml(".github/workflows/ci.yml");
    let steps = ci["jobs"]["all"]["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["run"] == ".ci/run"));
    assert_eq!(
        yaml(".github/workflows/release.yml")["permissions"],
        serde_json::json!({})
    );
}
