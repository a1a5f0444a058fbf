//! integrations-ls: language server and checker for Datadog integration repositories.
