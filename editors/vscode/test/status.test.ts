import assert from 'node:assert/strict';
import { test } from 'node:test';

import { details, type Findings, findingsText, type Status, summary, tooltip } from '../src/status';

const status: Status = {
  version: '0.1.0',
  positionEncoding: 'utf-16',
  documents: 1,
  revision: 7,
  repositories: [
    { root: '/a', kind: 'extras', indexed: true, integrations: 1, metrics: 20, templates: null },
    {
      root: '/b',
      kind: 'core',
      indexed: true,
      integrations: 2,
      metrics: 1,
      templates: { version: '40.0.1', origin: 'this repository', path: '/b/t' },
    },
  ],
  lastError: null,
};

const none: Findings = { errors: 0, warnings: 0, notes: 0 };

test('the summary adds up all repositories', () => {
  assert.equal(
    summary(status, none),
    'integrations-ls 0.1.0: 3 integrations, 21 metrics in 2 repositories; no findings.',
  );
  assert.match(summary(status, { errors: 2, warnings: 1, notes: 0 }), /repositories; 2 errors, 1 warning\.$/);
});

test('findings are told by severity, and nothing of what is not there', () => {
  assert.equal(findingsText(none), '');
  assert.equal(findingsText({ errors: 0, warnings: 3, notes: 1 }), '3 warnings, 1 note');
});

test('the tooltip shows paths as they are and which templates are in use', () => {
  const repositories = status.repositories.slice(0, 1).map((one) => ({ ...one, root: '/home/a_b/[x](command:y)' }));
  const text = tooltip({ ...status, repositories }, none);
  assert.ok(text.includes('- \\[x\\]\\(command:y\\): extras, 1 integration, 20 metrics'), text);
  assert.ok(text.includes('Templates of ddev: not found'));
  assert.ok(text.endsWith('Findings: none'));
});

test('the summary names the last error and an empty state', () => {
  assert.equal(
    summary({ ...status, repositories: [], lastError: 'disk on fire' }, none),
    'integrations-ls 0.1.0: no repository loaded yet; no findings. Last error: disk on fire',
  );
});

test('a repository that is still being read is marked', () => {
  const repositories = status.repositories.map((one) => ({ ...one, indexed: one.root === '/b' }));
  assert.match(summary({ ...status, repositories }, none), / in 2 repositories; no findings\. Still reading files\.$/);
  const lines = details({ ...status, repositories }, '/opt/integrations-ls');
  assert.ok(lines.includes('  /a: extras, 1 integration, 20 metrics, still reading files'));
  assert.ok(lines.includes('  /b: core, 2 integrations, 1 metric'));
});

test('the details name program and repositories', () => {
  const lines = details(status, '/opt/integrations-ls');
  assert.ok(lines.includes('  program: /opt/integrations-ls'));
  assert.ok(lines.includes('  /a: extras, 1 integration, 20 metrics'));
  assert.ok(lines.includes('    templates of ddev: not found'));
  assert.ok(lines.includes('    templates of ddev: 40.0.1 from this repository: /b/t'));
  assert.ok(lines.includes('  last error: none'));
});
