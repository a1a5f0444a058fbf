//! Files of the kinds that the samples lack, small enough to put the cursor everywhere.

/// Path relative to the root of the sample, and text.
pub(crate) const FILES: [(&str, &str); 15] = [
    (
        "acme_queue/assets/monitors/backlog.json",
        r#"{
  "version": 2,
  "created_at": "2024-05-01",
  "last_updated_at": "2024-05-02",
  "title": "Backlog grows",
  "description": "Tells when consumers fall behind.",
  "tags": ["integration:acme-queue"],
  "definition": {
    "type": "query alert",
    "name": "Backlog of {{host.name}} grows",
    "message": "Look at the consumers. é😀",
    "query": "avg(last_5m):avg:acme_queue.depth{*} by {host} > 10",
    "options": {"thresholds": {"critical": 10}}
  }
}
"#,
    ),
    (
        "acme_queue/assets/saved_views/errors.json",
        r#"{
  "name": "Errors",
  "type": "logs",
  "page": "stream",
  "query": "source:acme_queue status:error",
  "timerange": {"interval_ms": 900000},
  "visible_facets": ["service"],
  "options": {"columns": ["host"], "show_date_column": true}
}
"#,
    ),
    (
        "acme_queue/assets/oauth_clients.json",
        r#"[{"client_id": "4bd4b1ae-0c1b-4f5e-8d09-1a1b2c3d4e5f", "name": "Acme", "redirect_uris": ["https://acme.example/a"]}]
"#,
    ),
    (
        "acme_queue/assets/logs/acme_queue.yaml",
        r#"id: acme_queue
metric_id: acme-queue
backend_only: false
facets:
  - {groups: [Web], name: Host, path: host, source: log}
pipeline:
  type: pipeline
  name: Acme Queue
  enabled: true
  filter: {query: "source:acme_queue"}
  processors:
    - type: grok-parser
      name: Parse é😀
      source: message
      samples: ["a b"]
      grok: {supportRules: "", matchRules: "rule %{word:a}"}
    - &again {type: date-remapper, name: Date, sources: [a]}
    - <<: *again
"#,
    ),
    (
        "acme_queue/assets/logs/acme_queue_tests.yaml",
        r#"id: acme_queue
tests:
  - sample: |-
      one two
    result:
      custom: {a: one}
      message: "one two"
      tags: ["source:LOGS_SOURCE"]
"#,
    ),
    (
        "acme_queue/assets/dataflows.yaml",
        "provides:\n  - id: acme_queue-logs\n    data_type: logs\n    direction: inbound\n    description: |\n      All of them.\n",
    ),
    (
        "acme_queue/datadog_checks/acme_queue/data/metrics.yaml",
        "jmx_metrics:\n  - include:\n      domain: acme\n      bean_regex: \"acme:(.*)\"\n      attribute:\n        Depth: {alias: acme_queue.depth, metric_type: gauge}\n",
    ),
    (
        "acme_queue/changelog.d/12.added",
        "Add the depth of the queue.\n",
    ),
    (
        ".github/workflows/config/labeler.yml",
        "integration/acme_queue:\n- changed-files:\n  - any-glob-to-any-file:\n    - acme_queue/**/*\nintegration/gone: [gone/**/*]\n",
    ),
    (
        ".github/workflows/test-all.yml",
        "name: Test all\non: {workflow_call: {inputs: {repo: {type: string}}}}\njobs:\n  j1:\n    uses: a/b@c\n    with: {job-name: Acme, target: acme_queue, platform: linux}\n",
    ),
    (
        "code-coverage.datadog.yml",
        "schema-version: v1\nservices:\n  - id: acme_queue\n    paths: [acme_queue/datadog_checks/acme_queue/]\n",
    ),
    (
        "requirements-agent-release.txt",
        "# What the Agent ships\ndatadog-acme-queue==1.0.0; sys_platform != 'win32'\ndatadog-gone==1\n",
    ),
    (
        "agent_requirements.in",
        "requests==2.32.3; python_version > '3.0'\npyyaml == 6.0\n",
    ),
    (
        "integrations-ls.toml",
        "ignore = [\"readme\"]\nlegacy-rules = true\n[severity]\n\"metadata/sorting\" = \"hint\" # é😀\n[per-file-ignores]\n\"acme_queue/*\" = [\"json\"]\n",
    ),
    (
        "acme_queue/tests/test_odd.py",
        "from datadog_checks.base import AgentCheck\n\n\nclass Odd(AgentCheck):\n    __NAMESPACE__ = 'acme_queue'\n\n    def check(self, instance):\n        self.gauge('depth', 1, tags=[f\"{instance}\"])  # é😀\n        self.service_check('can_connect', 0)\n        self.event({})\n",
    ),
];
