//! Files that hold expected text. `UPDATE_GENERATED=1 cargo test` writes them anew;
//! look at the difference before committing it.

use std::path::Path;

/// The file at a path below the package root holds exactly this text.
#[track_caller]
pub(crate) fn assert_file(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("the folder exists");
        std::fs::write(&file, text).expect("the file can be written");
        return;
    }
    let held = std::fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        held == text,
        "{path} is stale; run `UPDATE_GENERATED=1 cargo test` and look at the difference.\n\
         --- held\n{held}\n--- now\n{text}"
    );
}
