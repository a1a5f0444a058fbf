import assert from 'node:assert/strict';
import { test } from 'node:test';

import { askRules, codesOf } from '../src/rules';
import { withPrograms } from './programs';

test('only our findings name rules, each once', () => {
  const target = 'https://example.com';
  const findings = [
    { source: 'integrations-ls', code: { value: 'metadata/invalid-unit', target } },
    { source: 'json', code: 'other' },
    { source: 'integrations-ls', code: 'metadata/unsorted' },
    { source: 'integrations-ls', code: { value: 'metadata/invalid-unit' } },
    { source: 'integrations-ls' },
  ];
  assert.deepEqual(codesOf(findings), ['metadata/invalid-unit', 'metadata/unsorted']);
});

test('the program is asked for its rules', { skip: process.platform === 'win32' }, async () => {
  await withPrograms(async (write) => {
    const rule = { code: 'a/b', summary: 'c', severity: 'error', docs: '# a/b' };
    const good = await write('good', `[ "$*" = "rule --output-format json" ] && echo '${JSON.stringify([rule])}'`);
    assert.deepEqual(await askRules(good), [rule]);
    await assert.rejects(askRules(await write('silent', 'exit 2')));
    await assert.rejects(askRules(await write('chatty', 'echo no json')));
  });
});
