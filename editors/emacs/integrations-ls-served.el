;;; integrations-ls-served.el --- Which files the server looks after -*- lexical-binding: t; -*-

;;; Commentary:

;; Written from its own list; do not edit.

;;; Code:

(defconst integrations-ls-served-globs
  '("**/manifest.json"
    "**/metadata.csv"
    "**/README.md"
    "**/CHANGELOG.md"
    "**/changelog.d/**"
    "**/pyproject.toml"
    "**/hatch.toml"
    "**/service_checks.json"
    "**/assets/{dashboards,monitors,saved_views}/*.json"
    "**/assets/oauth_clients.json"
    "**/assets/configuration/spec.yaml"
    "**/assets/logs/*.yaml"
    "**/assets/dataflows.yaml"
    "**/conf.yaml.example"
    "**/data/{auto_conf.yaml,conf.yaml.default,metrics.yaml}"
    "**/{datadog_checks,tests}/**/*.py"
    "**/check.py"
    "**/.ddev/*.toml"
    "**/integrations-ls.toml"
    "**/.github/CODEOWNERS"
    "**/.github/workflows/config/labeler.yml"
    "**/.github/workflows/{test-all,test-all-windows}.yml"
    "**/{code-coverage.datadog,.codecov}.yml"
    "**/requirements-agent-release.txt"
    "**/agent_requirements.in")
  "Patterns of the files the server looks after.")

(provide 'integrations-ls-served)
;;; integrations-ls-served.el ends here
