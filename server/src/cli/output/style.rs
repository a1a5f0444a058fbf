//! Colours, when the terminal has them and the user wants them.

use std::io::IsTerminal;

use crate::cli::ColorArg;
use crate::rules::Severity;

/// Paints text, or leaves it plain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    colored: bool,
}

impl Style {
    pub(super) fn of(when: ColorArg) -> Self {
        let colored = match when {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !refused && std::io::stdout().is_terminal()
            }
        };
        Self { colored }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colored {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Information => "1;34",
            Severity::Hint => "1;36",
        };
        self.paint(code, text)
    }

    pub(super) fn path(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }
}
