//! The JSON Schemas of dashboards and monitors.

use std::sync::OnceLock;

use super::Schema;
use super::manifest::parse;

/// Schema of `assets/dashboards/*.json`. It follows groups one level deep, as the product
/// nests them.
pub fn dashboard_schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let text = include_str!("../../../schemas/dashboard.schema.json");
    SCHEMA.get_or_init(|| parse("dashboard", text))
}

/// Schema of `assets/monitors/*.json`.
pub fn monitor_schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let text = include_str!("../../../schemas/monitor.schema.json");
    SCHEMA.get_or_init(|| parse("monitor", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_hold_widgets_with_queries() {
        let inner = "/widgets[]/definition/widgets[]/definition/requests[]/queries[]/query";
        let query = dashboard_schema().at(inner).expect("a schema");
        assert!(query.description.contains("aggregator"));
        assert!(
            monitor_schema()
                .at("/definition/options/thresholds/critical")
                .is_some()
        );
    }
}
