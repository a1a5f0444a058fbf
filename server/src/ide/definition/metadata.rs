//! Definition from `metadata.csv`: the display name that decides about the
//! integration column.

use super::Target;
use crate::ide::metadata_place::Place;
use crate::model::metadata::Column;
use crate::workspace::{MetadataCx, ValueSource};

pub(super) fn definition(cx: &MetadataCx, offset: usize) -> Vec<Target> {
    let Some(place) = Place::at(cx, offset) else {
        return Vec::new();
    };
    let source = cx.expected_integration().map(|expected| expected.source);
    match (place.column(), source) {
        (Some(Column::Integration), Some(ValueSource::Manifest(span))) if !place.header => {
            vec![Target {
                origin: place.field().inner_span(),
                path: cx.manifest_path(),
                span,
            }]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::definition;
    use crate::testing::{Fixture, MANIFEST};

    fn targets(text: &str) -> Vec<Target> {
        let fixture = Fixture::new(text);
        let (path, offset) = fixture.cursor.clone().unwrap();
        definition(&fixture.context(fixture.file(&path)), offset)
    }

    #[test]
    fn an_integration_leads_to_the_display_name() {
        let found = targets("//- foo/metadata.csv\nmetric_name,integration\nfoo.a,f‸oo\n");
        assert_eq!(found[0].path, "foo/manifest.json");
        assert_eq!(found[0].span.slice(MANIFEST), "Foo");
        assert_eq!(found[0].origin.range(), 30..33);
    }

    #[test]
    fn other_cells_and_overridden_names_lead_nowhere() {
        let cell = "//- foo/metadata.csv\nmetric_name,integration\nfo‸o.a,foo\n";
        let header = "//- foo/metadata.csv\nmetric_name,inte‸gration\nfoo.a,foo\n";
        let config = "//- foo/metadata.csv\nmetric_name,integration\nfoo.a,f‸oo\n\
                      //- .ddev/config.toml\n[overrides.display-name]\nfoo = 'Foo'\n";
        for text in [cell, header, config] {
            assert_eq!(targets(text), []);
        }
    }
}
