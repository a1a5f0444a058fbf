//! What is wrong with a specification, at a place that can be found again in its text.

use super::Origin;

/// What kind of fault it is; every one has a rule of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// `additionalProperties` is neither `true` nor a type.
    AdditionalProperties,
    /// `anyOf` is no list of several types.
    AnyOf,
    /// A list without `items`.
    ArrayItems,
    /// A boolean without an example.
    BooleanWithoutExample,
    /// A discovery that is not as it should be.
    Discovery,
    /// An option named twice.
    DuplicateOption,
    /// The name of a rendered file.
    ExampleName,
    /// An example of another type.
    ExampleType,
    /// The name of a file.
    FileName,
    /// No list of files.
    Files,
    /// Formats that are no list of known ones.
    Formats,
    /// The top is no mapping.
    NotAMapping,
    /// Bounds that are none, or leave nothing between them.
    NumericBounds,
    /// Properties that are no list of named types.
    ObjectProperties,
    /// Required properties that are not there.
    ObjectRequired,
    /// A key of an option of the wrong kind.
    OptionAttributeType,
    /// An option without a description.
    OptionDescription,
    /// An option without a name.
    OptionName,
    /// An option that is no mapping.
    OptionNotMapping,
    /// No list of options.
    OptionsMissing,
    /// Changes to a template that cannot be made.
    Overrides,
    /// A pattern that is no text.
    Pattern,
    /// `require_trusted_provider` is no boolean.
    RequireTrustedProvider,
    /// `uniqueItems` is no boolean.
    UniqueItems,
    /// A template that is not there, or holds no options.
    UnknownTemplate,
    /// Both `value` and `options`.
    ValueAndOptions,
    /// No type, or none that is known.
    ValueType,
    /// No version, or one that is no text.
    Version,
}

/// Which bytes of a place are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The value where it is short, else its key.
    Value,
    /// The text of the value without its quotes.
    Text,
    /// The key.
    Key,
    /// An option: its name, its template or its first key.
    Option,
    /// The key, or the first key inside.
    First,
}

/// A place in the specification or in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Site {
    /// The value.
    pub origin: Origin,
    /// The key it stands behind, if any.
    pub key: Option<Origin>,
    /// Which bytes are meant.
    pub mark: Mark,
}

/// A fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecError {
    /// Its kind.
    pub code: Code,
    /// Where it is.
    pub site: Site,
    /// What is wrong and what is expected.
    pub message: String,
    /// Another place that has to do with it, and what it is.
    pub related: Option<(Site, &'static str)>,
    /// A value that was meant or is missing, for the fix.
    pub hint: Option<Box<str>>,
    /// ddev breaks off here instead of telling the fault.
    pub crash: bool,
}
