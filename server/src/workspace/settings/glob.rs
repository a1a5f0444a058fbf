//! Patterns for paths, the way users of linters expect them: a name alone means it at
//! any depth, and what means a directory means everything in it.

/// Whether a pattern means a file, by its path relative to the root of the repository.
pub(super) fn means(pattern: &str, path: &str) -> bool {
    match pattern.strip_prefix('!') {
        Some(pattern) => !matches(pattern, path),
        None => matches(pattern, path),
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let pattern = pattern.trim_end_matches('/');
    let (pattern, anchored) = match pattern.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (pattern, pattern.contains('/')),
    };
    if !anchored {
        return path.split('/').any(|part| hit(pattern, part));
    }
    let ends = path.match_indices('/').map(|(at, _)| at);
    ends.chain([path.len()])
        .any(|end| hit(pattern, &path[..end]))
}

fn hit(pattern: &str, text: &str) -> bool {
    fast_glob::glob_match(pattern, text)
}

#[cfg(test)]
mod tests {
    use super::means;

    #[test]
    fn names_mean_any_depth_and_directories_all_below() {
        for (pattern, path, expected) in [
            ("metadata.csv", "foo/metadata.csv", true),
            ("*.csv", "foo/metadata.csv", true),
            ("foo", "foo/metadata.csv", true),
            ("fo", "foo/metadata.csv", false),
            ("foo/*", "foo/assets/monitors/a.json", true),
            ("foo/assets/", "foo/assets/monitors/a.json", true),
            ("foo/**/a.json", "foo/assets/monitors/a.json", true),
            ("assets/*", "foo/assets/a.json", false),
            ("/README.md", "README.md", true),
            ("/README.md", "foo/README.md", false),
            ("./foo/README.md", "foo/README.md", true),
            ("{foo,bar}/README.md", "bar/README.md", true),
            ("!foo/*", "foo/README.md", false),
            ("!foo/*", "bar/README.md", true),
        ] {
            assert_eq!(means(pattern, path), expected, "{pattern} {path}");
        }
    }
}
