//! What Python makes of values when it writes them: `repr`, `str`, lines of a text, YAML.

mod lines;
mod printable;
mod repr;
mod yaml_dump;

pub use lines::split_lines;
pub use printable::is_printable;
pub use repr::{TooLarge, float_repr, repr, str, str_repr, time_iso};
pub use yaml_dump::{DumpError, DumpStyle, PairValue, yaml_dump, yaml_dump_pair};
