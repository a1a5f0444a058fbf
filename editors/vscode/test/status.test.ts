import assert from 'node:assert/strict';
import { test } from 'node:test';

import { details, type Status, summary } from '../src/status';

const status: Status = {
  version: '0.1.0',
  positionEncoding: 'utf-16',
  documents: 1,
  revision: 7,
  repositories: [
    { root: '/a', kind: 'extras', indexed: true, integrations: 1, metrics: 20, templates: null },
    { root: '/b', kind: 'core', indexed: true, integrations: 2, metrics: 1, templates: { version: '40.0.1', origin: 'this repository', path: '/b/t' } },
  ],
  lastError: null,
};

test('the summary adds up all repositories', () => {
  assert.equal(summary(status), 'integrations-ls 0.1.0: 3 integrations, 21 metrics in 2 repositories.');
});

test('the summary names the last error and an empty state', () => {
  assert.equal(
    summary({ ...status, repositories: [], lastError: 'disk on fire' }),
    'integrations-ls 0.1.0: no repository loaded yet. Last error: disk on fire',
  );
});

test('a repository that is still being read is marked', () => {
  const repositories = status.repositories.map((one) => ({ ...one, indexed: one.root === '/b' }));
  assert.match(summary({ ...status, repositories }), / in 2 repositories\. Still reading files\.$/);
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
