//! The command line as its users see it: the real binary on the sample repositories
//! and on throw-away copies of them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use support::snapshot::assert_file;

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample")
}

/// Runs the binary in a folder.
fn run(cwd: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_integrations-ls"))
        .args(args)
        .current_dir(cwd)
        .env("NO_COLOR", "1")
        // Whether this machine has ddev must not matter.
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", "/nonexistent")
        .env_remove("VIRTUAL_ENV")
        .env_remove("CONDA_PREFIX")
        .output()
        .expect("the binary starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: output.status.code().expect("an exit code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A copy of a folder that goes away with the returned handle.
fn copy(from: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    copy_into(from, dir.path());
    dir
}

fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_sample_in_every_format() {
    for format in ["full", "concise", "json"] {
        let run = run(&sample(), &["check", "--output-format", format]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert_file(&format!("tests/cli/sample.{format}.txt"), &run.out);
    }
}

#[test]
fn healthy_integrations_pass() {
    for dir in ["acme_queue", "cobalt_tile"] {
        let run = run(&sample(), &["check", dir]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
        assert!(run.out.starts_with("All checks passed"), "{}", run.out);
    }
}

#[test]
fn one_file_is_checked_alone() {
    let run = run(
        &sample(),
        &[
            "check",
            "beacon_cache/metadata.csv",
            "--output-format",
            "json",
        ],
    );
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let findings = findings.as_array().unwrap();
    assert!(!findings.is_empty());
    assert!(
        findings
            .iter()
            .all(|f| f["filename"] == "beacon_cache/metadata.csv")
    );
}

#[test]
fn json_has_the_documented_fields() {
    let run = run(&sample(), &["check", "--output-format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let unit = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["code"] == "metadata/invalid-unit");
    let unit = unit.expect("the wrong unit is found");
    assert_eq!(unit["severity"], "error");
    assert_eq!(
        unit["location"],
        serde_json::json!({"row": 8, "column": 33})
    );
    assert_eq!(
        unit["end_location"],
        serde_json::json!({"row": 8, "column": 38})
    );
    assert!(
        unit["url"]
            .as_str()
            .unwrap()
            .ends_with("metadata/invalid-unit.md")
    );
    assert_eq!(unit["fix"]["edits"][0]["content"], "byte");
}

#[test]
fn wrong_use_is_exit_code_2_with_a_message() {
    let empty = tempfile::tempdir().unwrap();
    for (cwd, args, expected) in [
        (empty.path(), vec!["check"], "holds no integration"),
        (
            empty.path(),
            vec!["check", "nowhere"],
            "no such file or directory",
        ),
        (
            empty.path(),
            vec!["rule", "metadata/invalid-unti"],
            "Did you mean `metadata/invalid-unit`?",
        ),
        (
            empty.path(),
            vec!["check", "--output-format", "xml"],
            "possible values",
        ),
        (
            empty.path(),
            vec!["check", "--select", "metdata"],
            "Did you mean `metadata`?",
        ),
    ] {
        let run = run(cwd, &args);
        assert_eq!(run.code, 2, "{args:?}");
        assert_eq!(run.out, "");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_foreign_manifest_is_no_integration() {
    let dir = tempfile::tempdir().unwrap();
    let manifest = r#"{"manifest_version": 3, "name": "An extension", "version": "1"}"#;
    fs::write(dir.path().join("manifest.json"), manifest).unwrap();
    let run = run(dir.path(), &["check"]);
    assert_eq!(run.code, 2);
}

#[test]
fn diff_changes_nothing_and_fix_changes_the_same() {
    let dir = copy(&sample());
    let file = dir.path().join("beacon_cache/metadata.csv");
    let before = fs::read_to_string(&file).unwrap();
    let diff = run(dir.path(), &["check", "--diff", "--unsafe-fixes"]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out.contains("-beacon_cache.memory.used,gauge,,bytes,"),
        "{}",
        diff.out
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    run(dir.path(), &["check", "--fix", "--unsafe-fixes"]);
    let after = fs::read_to_string(&file).unwrap();
    assert!(
        after.contains("beacon_cache.memory.used,gauge,,byte,"),
        "{after}"
    );
    let again = run(dir.path(), &["check", "--diff", "--unsafe-fixes"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
}

#[test]
fn a_broken_ddev_configuration_is_told_once_with_its_line() {
    let dir = copy(&sample());
    fs::write(dir.path().join(".ddev/config.toml"), "[overrides\n").unwrap();
    let all = run(dir.path(), &["check", "--output-format", "concise"]);
    assert!(!all.err.contains(".ddev"), "{}", all.err);
    assert_eq!(all.out.matches("ddev-config/syntax").count(), 1);
    // Where the file itself is not checked, it matters all the same.
    let part = run(dir.path(), &["check", "acme_queue"]);
    assert!(part.err.contains(".ddev/config.toml:1:"), "{}", part.err);
    assert!(!part.out.contains(".ddev"), "{}", part.out);
}

#[test]
fn rules_are_listed_and_explained() {
    let list = run(&sample(), &["rule"]);
    assert_eq!(list.code, 0);
    assert!(
        list.out
            .lines()
            .any(|line| line.starts_with("metadata/invalid-unit "))
    );
    let page = run(&sample(), &["rule", "metadata/invalid-unit"]);
    assert!(page.out.starts_with("# metadata/invalid-unit\n"));
}

#[test]
fn rules_are_listed_for_programs() {
    let list = run(&sample(), &["rule", "--output-format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&list.out).unwrap();
    let rules = rules.as_array().unwrap();
    let unit = rules
        .iter()
        .find(|rule| rule["code"] == "metadata/invalid-unit");
    let unit = unit.expect("the rule is listed");
    assert_eq!(unit["ddev"], "metadata");
    assert_eq!(unit["severity"], "error");
    assert!(rules.iter().any(|rule| rule["ddev"].is_null()));
    let args = ["rule", "metadata/invalid-unit", "--output-format", "json"];
    let one: serde_json::Value = serde_json::from_str(&run(&sample(), &args).out).unwrap();
    assert_eq!(&one, unit);
}

/// Codes of the findings of the sample with a settings file and more arguments.
fn codes_with(settings: &str, args: &[&str]) -> (Vec<String>, Run) {
    let dir = copy(&sample());
    fs::write(dir.path().join("integrations-ls.toml"), settings).unwrap();
    let all = [&["check", "--output-format", "json"], args].concat();
    let run = run(dir.path(), &all);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_default();
    let findings = findings.as_array().cloned().unwrap_or_default();
    let code = |finding: &serde_json::Value| finding["code"].as_str().unwrap().to_owned();
    let of_integrations = findings
        .iter()
        .filter(|finding| finding["filename"].as_str().unwrap().contains('/'));
    let mut codes: Vec<String> = of_integrations.map(code).collect();
    codes.sort();
    codes.dedup();
    (codes, run)
}

#[test]
fn settings_choose_what_is_checked() {
    let unit = "metadata/invalid-unit";
    assert!(codes_with("", &[]).0.len() > 1);
    let only = "select = [\"metadata/invalid-unit\"]\n";
    assert_eq!(codes_with(only, &[]).0, [unit]);
    assert!(codes_with(only, &["--isolated"]).0.len() > 1);
    let (more, _) = codes_with(only, &["--extend-select", "metadata/unsorted,readme"]);
    assert!(more.len() > 1 && more.iter().all(|code| !code.starts_with("manifest/")));
    assert_eq!(codes_with(only, &["--ignore", "metadata"]).0, [""; 0]);
    assert_eq!(
        codes_with("ignore = [\"ALL\"]\n", &["--select", unit]).0,
        [unit]
    );
    let none = "[per-file-ignores]\n\"*\" = [\"ALL\"]\n";
    assert_eq!(codes_with(none, &[]).0, [""; 0]);
    let (codes, run) = codes_with(only, &["--per-file-ignores", "*.csv:metadata"]);
    assert_eq!((codes.len(), run.code), (0, 0));
}

#[test]
fn settings_decide_how_bad_a_finding_is() {
    let only = "select = [\"metadata/invalid-unit\"]\n[severity]\nmetadata = \"warning\"\n";
    let (codes, run) = codes_with(only, &[]);
    assert_eq!((codes.len(), run.code), (1, 0), "{}", run.out);
    assert_eq!(codes_with(only, &["--isolated"]).1.code, 1);
}

#[test]
fn mistakes_in_the_settings_are_told_with_line_and_nearest_name() {
    let broken = "ingore = []\nselect = [\"ALL\", \"metadata/invalid-unti\"]\n";
    let (_, told) = codes_with(broken, &["beacon_cache"]);
    for expected in [
        "warning: integrations-ls.toml:1:1: There is no setting `ingore`. Did you mean `ignore`?",
        "integrations-ls.toml:2:18: There is no rule or area `metadata/invalid-unti`. \
         Did you mean `metadata/invalid-unit`?",
    ] {
        assert!(told.err.contains(expected), "{}", told.err);
        assert_eq!(told.err.matches(expected).count(), 1, "{}", told.err);
    }
    // Where the file itself is checked, findings say it.
    let (_, checked) = codes_with(broken, &[]);
    assert_eq!(checked.err, "");
    assert!(
        checked.out.contains("settings/unknown-rule"),
        "{}",
        checked.out
    );
    let (_, quiet) = codes_with(broken, &["beacon_cache", "--isolated"]);
    assert_eq!(quiet.err, "");
}

#[test]
fn another_settings_file_may_be_named() {
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("other.toml");
    fs::write(&path, "select = [\"metadata/invalid-unit\"]\n").unwrap();
    let path = path.to_str().unwrap();
    let (codes, _) = codes_with("ignore = [\"ALL\"]\n", &["--config", path]);
    assert_eq!(codes, ["metadata/invalid-unit"]);
    fs::write(path, "select = [\n").unwrap();
    assert_eq!(codes_with("", &["--config", path]).1.code, 2);
    assert_eq!(codes_with("", &["--config", "nowhere.toml"]).1.code, 2);
}

#[test]
fn the_settings_that_hold_are_shown() {
    let dir = copy(&sample());
    let file = "select = [\"metadata\"]\n[severity]\nmetadata = \"hint\"\n";
    fs::write(dir.path().join("integrations-ls.toml"), file).unwrap();
    let shown = run(dir.path(), &["config", "--ignore", "metadata/unsorted"]);
    assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{}", shown.out);
    for expected in [
        "select = [\"metadata\"] # integrations-ls.toml\n",
        "ignore = [\"metadata/unsorted\"] # command line\n",
        "severity = { \"metadata\" = \"hint\" } # integrations-ls.toml\n",
        "repository-kind = \"auto\" # default\n",
        "# off: metadata/unsorted\n",
        "# off: readme/non-ascii\n",
    ] {
        assert!(shown.out.contains(expected), "{expected}: {}", shown.out);
    }
    assert!(!shown.out.contains("off: metadata/invalid-unit"));
}

#[test]
fn comments_switch_rules_off_and_fixes_never_write_them() {
    let dir = copy(&sample());
    let readme = dir.path().join("acme_queue/README.md");
    let healthy = fs::read_to_string(&readme).unwrap();
    let broken = format!("{healthy}\n[x](nowhere.md)\n");
    fs::write(&readme, &broken).unwrap();
    let check = |args: &[&str]| run(dir.path(), &[&["check", "acme_queue"], args].concat());
    assert!(check(&[]).out.contains("readme/broken-link"));
    check(&["--fix", "--unsafe-fixes"]);
    assert!(
        !fs::read_to_string(&readme)
            .unwrap()
            .contains("integrations-ls:")
    );
    let comment = "<!-- integrations-ls: ignore[readme/broken-link] -->";
    fs::write(&readme, format!("{healthy}\n{comment}\n[x](nowhere.md)\n")).unwrap();
    let quiet = check(&[]);
    assert!(quiet.out.starts_with("All checks passed"), "{}", quiet.out);
    fs::write(&readme, format!("{healthy}\n{comment}\nx\n")).unwrap();
    assert!(check(&[]).out.contains("settings/unused-suppression"));
    check(&["--fix"]);
    assert_eq!(
        fs::read_to_string(&readme).unwrap(),
        format!("{healthy}\nx\n")
    );
}

#[test]
fn the_settings_may_stand_in_pyproject() {
    let dir = copy(&sample());
    let table = "[tool.integrations-ls]\nselect = [\"metadata/invalid-unit\"]\n";
    fs::write(dir.path().join("pyproject.toml"), table).unwrap();
    let one = run(dir.path(), &["check", "--output-format", "concise", "-q"]);
    assert!(
        one.out.lines().all(|line| line.contains("invalid-unit")),
        "{}",
        one.out
    );
    fs::write(
        dir.path().join("integrations-ls.toml"),
        "ignore = [\"ALL\"]\n",
    )
    .unwrap();
    let none = run(dir.path(), &["check"]);
    assert_eq!(none.code, 0, "{}", none.out);
    assert!(
        none.err
            .contains("pyproject.toml: the settings there do not count")
    );
}

#[test]
fn hostile_files_are_findings_not_crashes() {
    let dir = copy(&sample());
    let target = dir.path().join("beacon_cache");
    fs::write(target.join("manifest.json"), "[".repeat(200_000)).unwrap();
    fs::write(target.join("metadata.csv"), b"metric_name\nbad\xff\xfe\n").unwrap();
    fs::write(target.join("README.md"), "\u{feff}# a\r\r\0## b").unwrap();
    let run = run(dir.path(), &["check", "--output-format", "concise"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("file/invalid-utf8"), "{}", run.out);
}

#[test]
fn hints_are_fixed_only_when_they_are_shown() {
    let dir = copy(&sample());
    let file = dir.path().join("acme_queue/manifest.json");
    let hinted = fs::read_to_string(&file).unwrap().replacen(
        "\"app_id\"",
        "\"oauth\": {},\n  \"app_id\"",
        1,
    );
    fs::write(&file, &hinted).unwrap();
    let quiet = run(
        dir.path(),
        &["check", "acme_queue", "--diff", "--unsafe-fixes"],
    );
    assert_eq!((quiet.code, quiet.out.as_str()), (0, ""));
    let asked = run(
        dir.path(),
        &["check", "acme_queue", "--diff", "--severity", "hint"],
    );
    assert_eq!(asked.code, 1);
    assert!(asked.out.contains("-  \"oauth\": {},"), "{}", asked.out);
}

#[test]
fn file_contents_cannot_command_the_terminal() {
    let dir = copy(&sample());
    let table = dir.path().join("acme_queue/metadata.csv");
    let text = fs::read_to_string(&table).unwrap();
    fs::write(
        &table,
        text.replacen(",gauge,", ",gau\u{1b}[31mge\u{202e},", 1),
    )
    .unwrap();
    for format in ["full", "concise"] {
        let run = run(dir.path(), &["check", "--output-format", format]);
        assert!(run.out.contains("invalid-type"), "{}", run.out);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{}", run.out);
    }
}

#[test]
fn a_created_file_is_checked_and_its_absence_told_no_more() {
    let dir = copy(&sample());
    fs::remove_file(dir.path().join("acme_queue/README.md")).unwrap();
    let before = run(dir.path(), &["check", "acme_queue"]);
    assert!(before.out.contains("readme/missing-file"), "{}", before.out);
    let after = run(
        dir.path(),
        &["check", "acme_queue", "--fix", "--unsafe-fixes"],
    );
    assert!(after.out.contains("Made 1 change"), "{}", after.out);
    assert!(!after.out.contains("readme/missing-file"), "{}", after.out);
}

#[test]
fn a_file_is_renamed_and_never_takes_the_place_of_another() {
    let dir = copy(&sample());
    let folder = dir.path().join("acme_queue/changelog.d");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in [
        ("1.Fixed", "One."),
        ("2.fix", "Two."),
        ("2.fixed", "Three."),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let names = || {
        let files = fs::read_dir(&folder).unwrap().flatten();
        let mut all: Vec<(String, String)> = files
            .map(|file| {
                let name = file.file_name().into_string().unwrap();
                (name, fs::read_to_string(file.path()).unwrap())
            })
            .collect();
        all.sort();
        all
    };
    let before = names();
    let base = [
        "check",
        "acme_queue",
        "--repository-kind",
        "core",
        "--select",
        "changelog",
    ];
    let with = |more: &[&str]| run(dir.path(), &[&base[..], more].concat());

    let json: Value = serde_json::from_str(&with(&["--output-format", "json"]).out).unwrap();
    let edit = &json[0]["fix"]["edits"][0];
    assert_eq!(edit["filename"], "acme_queue/changelog.d/1.Fixed");
    assert_eq!(edit["rename"], "acme_queue/changelog.d/1.fixed");
    let diff = with(&["--diff"]);
    let (old, new) = (
        "acme_queue/changelog.d/1.Fixed",
        "acme_queue/changelog.d/1.fixed",
    );
    let git = format!(
        "diff --git {old} {new}\nsimilarity index 100%\nrename from {old}\nrename to {new}\n"
    );
    assert_eq!((diff.code, diff.out), (1, git));
    assert_eq!(names(), before);

    let safe = with(&["--fix"]);
    assert!(safe.out.contains("Made 1 change in 1 file"), "{}", safe.out);
    assert_eq!(names()[0], ("1.fixed".to_owned(), "One.".to_owned()));
    assert_eq!(names()[1..], before[1..]);
    let all = with(&["--fix", "--unsafe-fixes"]);
    assert!(all.out.contains("All checks passed"), "{}", all.out);
    let after = [
        ("1.fixed", "One."),
        ("2.fixed", "Three."),
        ("2.fixed.1", "Two."),
    ];
    let after = after.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(names(), after);
}

#[test]
fn a_file_is_created_together_with_its_folder() {
    let dir = copy(&sample());
    let spec = "name: Beacon\nfiles:\n- name: beacon_cache.yaml\n  options:\n  - name: instances\n    description: All.\n    options: []\n";
    let path = "beacon_cache/assets/configuration/spec.yaml";
    fs::create_dir_all(dir.path().join("beacon_cache/assets/configuration")).unwrap();
    fs::write(dir.path().join(path), spec).unwrap();
    let kind = ["--repository-kind", "core", "--select", "models"];
    let fix = ["check", "beacon_cache", "--fix", "--unsafe-fixes"];
    let after = run(dir.path(), &[&fix[..], &kind].concat());
    assert!(
        after.out.contains("All checks passed"),
        "{}{}",
        after.out,
        after.err
    );
    let models = dir
        .path()
        .join("beacon_cache/datadog_checks/beacon_cache/config_models");
    assert!(models.join("instance.py").is_file());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn pipe(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
        assert!(made.success());
    }

    #[test]
    fn pipes_are_never_opened() {
        let dir = copy(&sample());
        fs::create_dir_all(dir.path().join("pipes")).unwrap();
        for name in ["manifest.json", "metadata.csv", "README.md"] {
            pipe(&dir.path().join("pipes").join(name));
        }
        let alone = run(&dir.path().join("pipes"), &["check", "../acme_queue"]);
        assert_eq!(alone.code, 0, "{}{}", alone.out, alone.err);
        let outside = tempfile::tempdir().unwrap();
        pipe(&outside.path().join("metadata.csv"));
        assert_eq!(run(outside.path(), &["check"]).code, 2);
    }

    #[test]
    fn links_out_of_the_repository_are_not_read() {
        let dir = copy(&sample());
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("config.toml"), "[broken\n").unwrap();
        let config = dir.path().join(".ddev/config.toml");
        fs::create_dir_all(config.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&config);
        symlink(outside.path().join("config.toml"), &config).unwrap();
        let run = run(dir.path(), &["check", "acme_queue"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    }

    #[test]
    fn what_cannot_be_read_does_not_pass() {
        let dir = copy(&sample());
        let table = dir.path().join("acme_queue/metadata.csv");
        fs::set_permissions(&table, fs::Permissions::from_mode(0o000)).unwrap();
        // An administrator may read everything.
        if fs::read(&table).is_ok() {
            return;
        }
        let run = run(
            dir.path(),
            &["check", "acme_queue", "--output-format", "concise"],
        );
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.out.contains("file/unreadable"), "{}", run.out);
        assert!(!run.out.contains("metric-to-check"), "{}", run.out);
    }
}

#[test]
fn derived_files_are_written_again() {
    let copy = copy(&sample());
    let root = copy.path();
    let example = root.join("acme_queue/datadog_checks/acme_queue/data/conf.yaml.example");
    let good = fs::read_to_string(&example).unwrap();
    let healthy = run(root, &["sync", "--check", "acme_queue"]);
    assert_eq!((healthy.code, &*healthy.out), (0, ""), "{}", healthy.err);

    fs::write(&example, good.replace("7711", "7712")).unwrap();
    let stale = run(root, &["sync", "--check", "acme_queue"]);
    let path = "acme_queue/datadog_checks/acme_queue/data/conf.yaml.example";
    assert_eq!(
        (stale.code, stale.out),
        (1, format!("would write {path}\n"))
    );
    let diff = run(root, &["sync", "--diff", "acme_queue"]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out.contains("-    # port: 7712\n+    # port: 7711\n"),
        "{}",
        diff.out
    );
    assert!(fs::read_to_string(&example).unwrap().contains("7712"));

    let written = run(root, &["sync", "acme_queue"]);
    assert_eq!((written.code, written.out), (0, format!("wrote {path}\n")));
    assert_eq!(fs::read_to_string(&example).unwrap(), good);

    fs::remove_file(&example).unwrap();
    assert_eq!(run(root, &["sync", "acme_queue"]).code, 0);
    assert_eq!(fs::read_to_string(&example).unwrap(), good);

    let models = root.join("acme_queue/datadog_checks/acme_queue/config_models");
    assert!(!models.exists());
    assert_eq!(run(root, &["sync", "--models", "acme_queue"]).code, 0);
    let instance = models.join("instance.py");
    assert!(
        fs::read_to_string(&instance)
            .unwrap()
            .contains("class InstanceConfig(BaseModel):")
    );
    fs::remove_file(&instance).unwrap();
    let again = run(root, &["sync", "--check"]);
    assert!(
        again.out.contains("config_models/instance.py"),
        "{}",
        again.out
    );
}

#[test]
fn a_specification_that_cannot_be_derived_says_why() {
    let copy = copy(&sample());
    let root = copy.path();
    let broken = run(root, &["sync", "beacon_cache"]);
    assert_eq!(broken.code, 1);
    assert!(
        broken
            .err
            .contains("beacon_cache/assets/configuration/spec.yaml has errors"),
        "{}",
        broken.err
    );
    let none = run(root, &["sync", "cobalt_tile"]);
    assert_eq!(none.code, 2);
    assert!(
        none.err
            .contains("cobalt_tile/assets/configuration/spec.yaml does not exist"),
        "{}",
        none.err
    );
    let spec = root.join("acme_queue/assets/configuration/spec.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    fs::write(&spec, text.replace("      - name: init_config\n        description: Settings that all instances share. There are none.\n        enabled: true\n        options: []\n", "      - template: init_config\n")).unwrap();
    let unknown = run(root, &["sync", "acme_queue"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("--templates"), "{}", unknown.err);
    let wrong = run(root, &["sync", "acme_queue", "--templates", "nowhere"]);
    assert!(wrong.err.contains("nowhere"), "{}", wrong.err);
}

#[test]
fn the_templates_that_were_used_are_named() {
    let copy = copy(&sample());
    let root = copy.path();
    let set = root.join("tools/datadog_checks/dev/tooling/templates/configuration");
    for (path, text) in [
        (
            "init_config/default.yaml",
            "name: init_config\ndescription: Settings that all instances share. There are none.\nenabled: true\noptions: []\n",
        ),
        ("instances/default.yaml", "[]\n"),
    ] {
        let file = set.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let spec = root.join("acme_queue/assets/configuration/spec.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    let (start, end) = (
        text.find("      - name: init_config").unwrap(),
        text.find("      - name: instances").unwrap(),
    );
    let short = format!(
        "{}      - template: init_config/default\n{}",
        &text[..start],
        &text[end..]
    );
    fs::write(&spec, short).unwrap();
    let without = run(root, &["check", "acme_queue"]);
    assert!(
        without.out.contains("Templates of ddev were not found"),
        "{}",
        without.out
    );
    assert_eq!(without.code, 0, "{}", without.out);
    let with = run(root, &["check", "acme_queue", "--templates", "tools"]);
    assert!(
        with.out
            .contains("Templates: datadog-checks-dev of unknown version, from the settings ("),
        "{}",
        with.out
    );
    assert_eq!(with.code, 0, "{}", with.out);
    assert_eq!(
        run(
            root,
            &["sync", "--check", "acme_queue", "--templates", "tools"]
        )
        .code,
        0
    );
    let config = root.join("integrations-ls.toml");
    fs::write(config, "templates = \"tools\"\n").unwrap();
    assert_eq!(run(root, &["sync", "--check", "acme_queue"]).code, 0);
}
