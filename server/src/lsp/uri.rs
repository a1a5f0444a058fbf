//! File addresses and paths, both ways. The rules of Windows are written out and
//! tested everywhere: clients differ in how they spell drives, and an address that
//! changes on its way through the server is a second document to the editor.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

/// Path of a `file:` address; `None` for other schemes and for what no path can hold.
pub(crate) fn to_path(uri: &Uri) -> Option<PathBuf> {
    decode(uri.as_str(), cfg!(windows)).map(PathBuf::from)
}

/// Address of an absolute path.
pub(crate) fn from_path(path: &Path) -> Option<Uri> {
    encode(path.to_str()?, cfg!(windows)).parse().ok()
}

fn decode(uri: &str, windows: bool) -> Option<String> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    let path = percent_decode(path)?;
    let host = if host.eq_ignore_ascii_case("localhost") {
        ""
    } else {
        host
    };
    if !windows {
        return (host.is_empty() && path.starts_with('/')).then_some(path);
    }
    if !host.is_empty() {
        return Some(format!(r"\\{host}{}", path.replace('/', r"\")));
    }
    let path = path.strip_prefix('/')?;
    let mut chars = path.chars();
    let drive = chars.next().filter(char::is_ascii_alphabetic)?;
    let rest = chars.as_str().strip_prefix(':')?.replace('/', r"\");
    Some(format!("{}:{rest}", drive.to_ascii_uppercase()))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |b: Option<u8>| char::from(b?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|s| !s.contains('\0'))
}

fn encode(path: &str, windows: bool) -> String {
    let mut out = String::from("file://");
    let path = if windows {
        let plain = match path.strip_prefix(r"\\?\UNC\") {
            Some(share) => format!(r"\\{share}"),
            None => path.strip_prefix(r"\\?\").unwrap_or(path).to_owned(),
        };
        plain.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let mut rest = path.as_str();
    if windows {
        if let Some(share) = rest.strip_prefix("//") {
            rest = share;
        } else {
            out.push('/');
        }
        if rest.as_bytes().get(1) == Some(&b':') {
            out.push_str(&rest[..1].to_ascii_uppercase());
            out.push(':');
            rest = &rest[2..];
        }
    }
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_paths_survive_the_round_trip() {
        for path in ["/a/b c/100%/ä😀/x#y?z.csv", "/", "/a:b/[c]"] {
            let uri = encode(path, false);
            assert!(uri.parse::<Uri>().is_ok(), "{uri}");
            assert_eq!(decode(&uri, false).as_deref(), Some(path));
        }
        assert_eq!(encode("/a b/ä", false), "file:///a%20b/%C3%A4");
    }

    #[test]
    fn every_spelling_of_a_drive_is_the_same_path() {
        for uri in [
            "file:///c%3A/repo/a%20b.csv",
            "file:///C:/repo/a%20b.csv",
            "file://localhost/c:/repo/a b.csv",
        ] {
            assert_eq!(decode(uri, true).as_deref(), Some(r"C:\repo\a b.csv"));
        }
        assert_eq!(
            encode(r"c:\repo\a b.csv", true),
            "file:///C:/repo/a%20b.csv"
        );
        assert_eq!(encode(r"\\?\C:\x", true), "file:///C:/x");
    }

    #[test]
    fn network_shares_keep_their_host() {
        let path = r"\\server\share\ä.csv";
        assert_eq!(encode(path, true), "file://server/share/%C3%A4.csv");
        assert_eq!(decode(&encode(path, true), true).as_deref(), Some(path));
        // As Windows tells the real path.
        let real = r"\\?\UNC\server\share\ä.csv";
        assert_eq!(encode(real, true), encode(path, true));
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for uri in [
            "untitled:Untitled-1",
            "git:/a/b",
            "file://server/share/x",
            "file:///a%2",
            "file:///a%ff",
            "file:///a%00",
        ] {
            assert_eq!(decode(uri, false), None, "{uri}");
        }
        assert_eq!(decode("file:///repo/x", true), None);
    }
}
