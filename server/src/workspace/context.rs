//! A file in its surroundings: what every rule and every editor feature works on.
//! Typed per file kind, with its integration and its repository at hand.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

use super::{Address, Integration, PathTarget, Repo};
use crate::catalog::{Schema, ValueKind, manifest_schema};
use crate::model::manifest::{Field, Manifest};
use crate::model::metadata::MetadataTable;
use crate::model::readme::{Written, addresses};
use crate::model::{Generation, SourceFile};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::syntax::markdown::Markdown;

/// A file in its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct FileCx<'a> {
    /// The repository.
    pub repo: &'a Repo,
    /// The integration the file belongs to.
    pub integration: &'a Integration,
    /// The file.
    pub file: &'a SourceFile,
}

impl<'a> FileCx<'a> {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.file.text
    }

    /// Directory name of the integration.
    #[must_use]
    pub fn dir(&self) -> &'a str {
        &self.integration.dir
    }

    /// Name for people.
    #[must_use]
    pub fn display_name(&self) -> String {
        self.integration.display_name(&self.repo.config)
    }

    /// Line ending to use in insertions.
    #[must_use]
    pub fn newline(&self) -> &'static str {
        crate::text::line_ending(self.text())
    }
}

/// A readable `metadata.csv`.
#[derive(Debug, Clone)]
pub struct MetadataCx<'a> {
    cx: FileCx<'a>,
    /// Rows by column name.
    pub table: MetadataTable<'a>,
}

impl<'a> MetadataCx<'a> {
    /// `None` for other files.
    #[must_use]
    pub fn of(cx: FileCx<'a>) -> Option<Self> {
        Some(Self {
            cx,
            table: MetadataTable::of(cx.file)?,
        })
    }
}

impl<'a> Deref for MetadataCx<'a> {
    type Target = FileCx<'a>;
    fn deref(&self) -> &FileCx<'a> {
        &self.cx
    }
}

/// A readable `manifest.json`, possibly with syntax errors.
#[derive(Debug, Clone)]
pub struct ManifestCx<'a> {
    cx: FileCx<'a>,
    /// The typed view.
    pub manifest: Manifest<'a>,
    known: OnceCell<Vec<(JsonNode<'a>, &'static Schema)>>,
    named_files: OnceCell<Vec<NamedFile<'a>>>,
}

impl<'a> ManifestCx<'a> {
    /// `None` for other files.
    #[must_use]
    pub fn of(cx: FileCx<'a>) -> Option<Self> {
        (cx.file.kind == crate::model::FileKind::Manifest)
            .then(|| Manifest::of(cx.file))
            .flatten()
            .map(|manifest| Self {
                cx,
                manifest,
                known: OnceCell::new(),
                named_files: OnceCell::new(),
            })
    }

    /// The top value.
    #[must_use]
    pub fn root(&self) -> JsonNode<'a> {
        self.manifest.root
    }

    /// Layout generation.
    #[must_use]
    pub fn generation(&self) -> Generation {
        self.manifest.generation
    }

    /// Value of a concept, wherever this generation keeps it.
    #[must_use]
    pub fn field(&self, field: Field) -> Option<JsonNode<'a>> {
        self.manifest.field(field)
    }

    /// Schema of this generation.
    #[must_use]
    pub fn schema(&self) -> &'static Schema {
        schema_of(self.generation())
    }

    /// Where a path written in the manifest leads. First-generation manifests may begin
    /// it with a slash and mean the directory of the integration.
    #[must_use]
    pub fn resolve(&self, written: &str) -> PathTarget<'a> {
        let own = match self.generation() {
            Generation::V2 => written,
            _ => written.strip_prefix('/').unwrap_or(written),
        };
        self.integration.resolve(own)
    }

    /// Whether a file stands where a path leads; `None` when nobody can tell.
    #[must_use]
    pub fn leads_to_file(&self, written: &str) -> Option<bool> {
        match self.resolve(written) {
            PathTarget::File(_) => Some(true),
            PathTarget::Missing(_) | PathTarget::Directory => Some(false),
            PathTarget::Sibling(path) => {
                if let Some((other, inside)) = self.repo.locate(&path) {
                    return Some(other.files.has_file(inside));
                }
                // What does not even begin in the repository ends nowhere.
                let top = path.split('/').next().unwrap_or_default();
                (self.repo.complete && self.repo.root.files.get(top).is_none()).then_some(false)
            }
            PathTarget::Outside | PathTarget::Unknown => None,
        }
    }

    /// Every value that the schema knows, outer ones first, with what may stand there.
    /// Found once, however many rules ask.
    #[must_use]
    pub fn known_values(&self) -> &[(JsonNode<'a>, &'static Schema)] {
        self.known.get_or_init(|| {
            let mut known = vec![(self.root(), self.schema())];
            let mut at = 0;
            while let Some(&(node, schema)) = known.get(at) {
                at += 1;
                known.extend(node.children().filter_map(|child| {
                    let below = match node.kind() {
                        JsonKind::Object => schema.property(&child.key()?),
                        _ => schema.item(),
                    };
                    Some((child, below?))
                }));
            }
            known
        })
    }

    /// The files of assets that the manifest names, in its order. Found once, too.
    #[must_use]
    pub fn named_files(&self) -> &[NamedFile<'a>] {
        self.named_files.get_or_init(|| {
            let known = self.known_values().iter();
            let assets = known.filter(|(_, schema)| schema.kind == Some(ValueKind::AssetPath));
            let named = assets.filter_map(|&(node, schema)| {
                Some(NamedFile {
                    node,
                    schema,
                    written: node.as_str()?,
                    place: node.path(),
                })
            });
            named.collect()
        })
    }

    /// Rules about what is missing or wrong only make sense when the text can be read.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        self.file.sound_json().is_some()
    }
}

/// A file that a manifest names.
#[derive(Debug, Clone)]
pub struct NamedFile<'a> {
    /// Its path, a string.
    pub node: JsonNode<'a>,
    /// What may stand there.
    pub schema: &'static Schema,
    /// The path as written.
    pub written: Cow<'a, str>,
    /// Where it is named, as [`JsonNode::path`] has it.
    pub place: String,
}

/// Schema of a manifest generation.
#[must_use]
pub fn schema_of(generation: Generation) -> &'static Schema {
    manifest_schema(match generation {
        Generation::Legacy => "legacy",
        Generation::V1 => "v1",
        Generation::V2 => "v2",
    })
}

impl<'a> Deref for ManifestCx<'a> {
    type Target = FileCx<'a>;
    fn deref(&self) -> &FileCx<'a> {
        &self.cx
    }
}

/// A readable `README.md`.
#[derive(Debug, Clone)]
pub struct ReadmeCx<'a> {
    cx: FileCx<'a>,
    /// Both readings of the text.
    pub markdown: &'a Markdown,
    inner_addresses: OnceCell<Vec<(Written<'a>, Address<'a>)>>,
}

impl<'a> ReadmeCx<'a> {
    /// `None` for other files.
    #[must_use]
    pub fn of(cx: FileCx<'a>) -> Option<Self> {
        Some(Self {
            cx,
            markdown: cx.file.markdown()?,
            inner_addresses: OnceCell::new(),
        })
    }

    /// The addresses that do not lead to the web, and where they lead. Found once, however many
    /// rules ask.
    #[must_use]
    pub fn inner_addresses(&self) -> &[(Written<'a>, Address<'a>)] {
        self.inner_addresses.get_or_init(|| {
            let all = addresses(&self.markdown.outline);
            let all = all.map(|w| (w, Address::of(self.repo, self.integration, w.address)));
            all.filter(|(_, leads)| *leads != Address::Web).collect()
        })
    }
}

impl<'a> Deref for ReadmeCx<'a> {
    type Target = FileCx<'a>;
    fn deref(&self) -> &FileCx<'a> {
        &self.cx
    }
}
