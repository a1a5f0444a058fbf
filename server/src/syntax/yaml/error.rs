//! What can be wrong with a YAML text, in our words. Everything listed here makes
//! `PyYAML`'s safe loader fail.

use granit_parser::ErrorKind;

use crate::text::Span;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YamlErrorKind {
    /// Longer than [`MAX_SIZE`](super::MAX_SIZE).
    TooLarge,
    /// Nested too deeply.
    TooDeep,
    /// A control character outside of an escape.
    ControlCharacter,
    /// A tab where only spaces may stand.
    Tab,
    /// A second document in the file; the span is where it begins.
    MultipleDocuments,
    /// A line that fits no level of indentation.
    Indentation,
    /// A key without its colon.
    MissingColon,
    /// A second colon where a plain value stands.
    NestedMapping,
    /// A sequence item where none may stand.
    MisplacedItem,
    /// No key where one is due, often text after a finished value.
    KeyExpected,
    /// No `-` where one is due.
    ItemExpected,
    /// Two entries between brackets without a comma.
    MissingComma,
    /// A bracket that is never closed; the span is the bracket.
    UnclosedBracket,
    /// A closing bracket without its opening one.
    UnmatchedBracket,
    /// A quoted text that never ends.
    UnclosedQuote,
    /// Text right behind a closing quote.
    TextAfterQuote,
    /// An escape that YAML does not know.
    BadEscape,
    /// A character that begins no value, such as `@`.
    ReservedCharacter,
    /// A faulty header of a `|` or `>` text.
    BlockHeader,
    /// A value is missing, or something stands where a value is due.
    ValueExpected,
    /// A faulty `%` line.
    Directive,
    /// A tag that is badly written.
    BadTag,
    /// `&` or `*` without a name.
    MissingName,
    /// A tag the safe loader does not know; the span is the tagged value.
    UnknownTag,
    /// A value that is not what its tag says.
    TagMismatch,
    /// An alias whose anchor is not defined before it.
    UnknownAlias,
    /// An anchor defined twice.
    DuplicateAnchor,
    /// A mapping or sequence as a key, as in an unquoted `{{ name }}`.
    UnhashableKey,
    /// `<<` with something else than mappings, or where it is no key.
    BadMerge,
    /// A lone `=` as a value.
    BareEquals,
    /// A date or number that does not exist, such as `2020-13-45`.
    BadScalar,
    /// Anything else that is no YAML.
    Syntax,
}

/// A syntax error, or a fault that stops the loader later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub kind: YamlErrorKind,
    /// Where.
    pub span: Span,
}

impl YamlError {
    /// The error in words.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.kind.message()
    }
}

impl YamlErrorKind {
    /// The error in words.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::TooLarge => "The file is too large to be analysed.",
            Self::TooDeep => "Values are nested too deeply to be analysed.",
            Self::ControlCharacter => "Control characters must be escaped in YAML.",
            Self::Tab => "A tab may not stand here; YAML wants spaces.",
            Self::MultipleDocuments => "A second document begins here; only one is read.",
            Self::Indentation => "The indentation of this line fits nothing above it.",
            Self::MissingColon => "A colon is missing after this key.",
            Self::NestedMapping => {
                "A second colon may not stand here; quote the value or begin a new line."
            }
            Self::MisplacedItem => "A list item may not begin here.",
            Self::KeyExpected => "A key at the indentation of its neighbours is expected here.",
            Self::ItemExpected => "A list item that begins with `-` is expected here.",
            Self::MissingComma => "A comma or a closing bracket is expected here.",
            Self::UnclosedBracket => "This bracket is never closed.",
            Self::UnmatchedBracket => "This closing bracket has no opening one.",
            Self::UnclosedQuote => "The closing quote of this text is missing.",
            Self::TextAfterQuote => "Nothing may follow the closing quote.",
            Self::BadEscape => "YAML has no such escape sequence.",
            Self::ReservedCharacter => "No plain value may begin with this character; quote it.",
            Self::BlockHeader => "The first line of this block text is not valid.",
            Self::ValueExpected => "A value is expected here.",
            Self::Directive => "This directive is not valid.",
            Self::BadTag => "This tag is not valid.",
            Self::MissingName => "The name of the anchor or alias is missing.",
            Self::UnknownTag => "Values with this tag cannot be loaded safely.",
            Self::TagMismatch => "This value is not what its tag says.",
            Self::UnknownAlias => "No anchor of this name is defined before.",
            Self::DuplicateAnchor => "An anchor of this name is already defined.",
            Self::UnhashableKey => {
                "A mapping or list cannot be a key; quote the value if it is a template."
            }
            Self::BadMerge => "The merge key `<<` takes a mapping or a list of mappings.",
            Self::BareEquals => "A lone `=` cannot be loaded; quote it.",
            Self::BadScalar => "This looks like a date or a number but is none that exists.",
            Self::Syntax => "This is not valid YAML.",
        }
    }

    /// The text cannot be read as written, as opposed to read but not loaded.
    #[must_use]
    pub fn is_syntax(self) -> bool {
        !matches!(
            self,
            Self::UnknownTag
                | Self::TagMismatch
                | Self::UnknownAlias
                | Self::DuplicateAnchor
                | Self::UnhashableKey
                | Self::BadMerge
                | Self::BareEquals
                | Self::BadScalar
        )
    }
}

/// Our name for an error of the event parser.
pub(super) fn kind_of(error: &ErrorKind) -> YamlErrorKind {
    use YamlErrorKind as K;
    match error {
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => K::UnclosedBracket,
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            K::UnmatchedBracket
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            K::MissingComma
        }
        ErrorKind::RecursionLimitExceeded => K::TooDeep,
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => K::MissingColon,
        ErrorKind::MappingValueNotAllowed => K::NestedMapping,
        ErrorKind::ExpectedBlockMappingKey => K::KeyExpected,
        ErrorKind::ExpectedBlockSequenceEntry => K::ItemExpected,
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::BlockSequenceEntryNotAllowed => {
            K::MisplacedItem
        }
        ErrorKind::InvalidIndentation | ErrorKind::InvalidQuotedScalarIndent => K::Indentation,
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::InvalidBlockEntryWhitespace => K::Tab,
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            K::UnclosedQuote
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => K::TextAfterQuote,
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape => K::BadEscape,
        ErrorKind::UnexpectedCharacter { .. } => K::ReservedCharacter,
        ErrorKind::ZeroBlockScalarIndent
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::InvalidBlockScalarIndent => K::BlockHeader,
        ErrorKind::ExpectedNodeContent | ErrorKind::UnexpectedEof => K::ValueExpected,
        ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::MissingDocumentEndBeforeDirective
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName => K::Directive,
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape => K::BadTag,
        ErrorKind::UnknownAnchor => K::UnknownAlias,
        ErrorKind::MissingAnchorOrAliasName => K::MissingName,
        ErrorKind::MultipleDocumentsUnsupported => K::MultipleDocuments,
        _ => K::Syntax,
    }
}
