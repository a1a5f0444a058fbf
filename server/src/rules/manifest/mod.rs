//! Rules about `manifest.json`.

mod changelog_missing;
mod deprecated_key;
mod description_missing;
mod description_too_long;
mod display_on_public;
mod duplicate_id;
mod duplicate_key;
mod duplicate_title;
#[cfg(test)]
mod fixtures;
mod for_jobs;
mod immutable_field;
mod immutable_short_name;
pub(crate) mod invalid_app_id;
mod invalid_json;
pub(in crate::rules) mod invalid_uuid;
mod invalid_value;
mod logs_category;
mod maintainer;
mod media;
mod media_caption;
mod media_count;
mod media_extension;
mod media_file;
mod media_schema;
mod media_type;
mod media_videos;
mod metadata_missing;
mod metadata_not_declared;
mod metric_check;
mod metric_to_check_missing;
mod metric_to_check_unknown;
pub(in crate::rules) mod missing_file;
mod missing_key;
pub(crate) mod missing_readme_section;
mod not_public;
mod path_outside;
mod prefix_without_dot;
mod published;
mod renamed_classifier_tag;
mod unknown_classifier_tag;
mod unknown_key;
mod unnamed_asset;
pub(in crate::rules) mod unsupported_version;
mod v1_guid;
mod v1_legacy_keys;
mod v1_name;
mod v1_non_ascii;
mod v1_pricing;
mod v1_schema;
mod v1_support;
mod v1_supported_os;
mod v1_version;
mod walk;
mod wrong_type;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &changelog_missing::CHANGELOG_MISSING,
    &deprecated_key::DEPRECATED_KEY,
    &description_missing::DESCRIPTION_MISSING,
    &description_too_long::DESCRIPTION_TOO_LONG,
    &display_on_public::DISPLAY_ON_PUBLIC,
    &duplicate_id::DUPLICATE_ID,
    &duplicate_key::DUPLICATE_KEY,
    &duplicate_title::DUPLICATE_TITLE,
    &immutable_field::IMMUTABLE_FIELD,
    &immutable_short_name::IMMUTABLE_SHORT_NAME,
    &invalid_app_id::INVALID_APP_ID,
    &invalid_json::INVALID_JSON,
    &invalid_uuid::INVALID_UUID,
    &invalid_value::INVALID_VALUE,
    &logs_category::LOGS_CATEGORY,
    &maintainer::MAINTAINER,
    &media_caption::MEDIA_CAPTION,
    &media_count::MEDIA_COUNT,
    &media_extension::MEDIA_EXTENSION,
    &media_file::MEDIA_FILE,
    &media_schema::MEDIA_SCHEMA,
    &media_type::MEDIA_TYPE,
    &media_videos::MEDIA_VIDEOS,
    &metadata_missing::METADATA_MISSING,
    &metadata_not_declared::METADATA_NOT_DECLARED,
    &metric_to_check_missing::METRIC_TO_CHECK_MISSING,
    &metric_to_check_unknown::METRIC_TO_CHECK_UNKNOWN,
    &missing_file::MISSING_FILE,
    &missing_key::MISSING_KEY,
    &missing_readme_section::MISSING_README_SECTION,
    &not_public::NOT_PUBLIC,
    &path_outside::PATH_OUTSIDE,
    &prefix_without_dot::PREFIX_WITHOUT_DOT,
    &renamed_classifier_tag::RENAMED_CLASSIFIER_TAG,
    &unknown_classifier_tag::UNKNOWN_CLASSIFIER_TAG,
    &unknown_key::UNKNOWN_KEY,
    &unnamed_asset::UNNAMED_ASSET,
    &unsupported_version::UNSUPPORTED_VERSION,
    &v1_guid::V1_GUID,
    &v1_legacy_keys::V1_LEGACY_KEYS,
    &v1_name::V1_NAME,
    &v1_non_ascii::V1_NON_ASCII,
    &v1_pricing::V1_PRICING,
    &v1_schema::V1_SCHEMA,
    &v1_support::V1_SUPPORT,
    &v1_supported_os::V1_SUPPORTED_OS,
    &v1_version::V1_VERSION,
    &wrong_type::WRONG_TYPE,
];
