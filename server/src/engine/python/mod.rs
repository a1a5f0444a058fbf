//! What Python makes of values when it writes them: `repr`, `str`, lines of a text, YAML.

mod lines;
mod printable;
mod repr;

pub use lines::split_lines;
pub use printable::is_printable;
pub use repr::{TooLarge, float_repr, repr, str, str_repr, time_iso};
