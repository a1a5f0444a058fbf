//! `jmx/missing-spec`

use super::{flag, is_example};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::{FileCx, PathTarget};

rule! {
    /// A JMX package has no configuration specification.
    ///
    /// ## Why
    /// The specification is `assets/configuration/spec.yaml` unless the manifest names
    /// another file. `ddev validate jmx-metrics` fails without it.
    MISSING_SPEC = "jmx/missing-spec",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(flag) = flag(cx).filter(|_| is_example(cx)) else {
        return;
    };
    let manifest = FileKind::Manifest.file_name();
    let unclear = cx.integration.manifest().is_none_or(|m| !m.well_formed);
    if unclear && cx.integration.files.has_file(manifest) {
        return;
    }
    let path = cx.integration.config_spec_path();
    match cx.integration.resolve(path) {
        PathTarget::Missing(_) | PathTarget::Directory => {
            sink.report(flag, format!("A JMX integration needs the file `{path}`."));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{EXAMPLE, SPEC};
    use super::*;
    use crate::testing::{MANIFEST, assert_findings};

    #[test]
    fn the_specification_must_be_there() {
        let marked = EXAMPLE.replace("is_jmx", "«is_jmx»");
        assert_findings(&MISSING_SPEC, &marked);
        let there = format!("{EXAMPLE}//- foo/assets/configuration/spec.yaml\n{SPEC}");
        assert_findings(&MISSING_SPEC, &there);
        let manifest = MANIFEST.replace(
            "\"auto_install\"",
            "\"configuration\": {\"spec\": \"spec.yaml\"}, \"auto_install\"",
        );
        let elsewhere = format!("//- foo/manifest.json\n{manifest}");
        let there = there.replace("is_jmx", "«is_jmx»");
        assert_findings(&MISSING_SPEC, &format!("{there}{elsewhere}"));
    }
}
