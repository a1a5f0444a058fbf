import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { askVersion, candidates, explainFailure, findServer, type Surroundings } from '../src/discovery';
import { withPrograms } from './programs';

const around: Surroundings = {
  setting: '',
  extensionFolder: '/ext',
  workspaceFolder: '/home/ana/repo',
  home: '/home/ada',
  searchPath: '/usr/bin:/opt/bin',
  platform: 'linux',
};

const commands = (changes: Partial<Surroundings>) =>
  candidates({ ...around, ...changes }).map((one) => `${one.origin} ${one.command}`);

test('without a setting: the bundled copy, then PATH in order', () => {
  assert.deepEqual(commands({}), [
    'bundled /ext/server/integrations-ls',
    'PATH /usr/bin/integrations-ls',
    'PATH /opt/bin/integrations-ls',
  ]);
});

test('a setting stands alone', () => {
  assert.deepEqual(commands({ setting: ' /opt/ls ' }), ['setting /opt/ls']);
  assert.deepEqual(commands({ setting: '~/bin/ls' }), ['setting /home/ada/bin/ls']);
  assert.deepEqual(commands({ setting: 'target/release/integrations-ls' }), [
    'setting /home/ana/repo/target/release/integrations-ls',
  ]);
});

test('relative folders on PATH are never searched', () => {
  assert.deepEqual(commands({ searchPath: ':.:bin:/usr/bin' }).slice(1), ['PATH /usr/bin/integrations-ls']);
});

test('Windows programs end in .exe', () => {
  assert.match(commands({ platform: 'win32', searchPath: '' })[0] ?? '', /integrations-ls\.exe$/);
});

test('the first candidate that answers wins, the others are remembered', async () => {
  const search = await findServer(candidates(around), async (command) =>
    command.startsWith('/opt') ? { version: '1.2.3' } : { problem: 'not found' },
  );
  assert.deepEqual(search.found, { origin: 'PATH', command: '/opt/bin/integrations-ls', version: '1.2.3' });
  assert.equal(search.rejected.length, 2);
});

test('programs are judged by their --version', { skip: process.platform === 'win32' }, async () => {
  await withPrograms(async (write, folder) => {
    const ours = await write('ours', 'echo integrations-ls 0.1.0');
    assert.deepEqual(await askVersion(ours), { version: '0.1.0' });
    const other = await write('other', 'echo something-else 0.1.0');
    assert.match(JSON.stringify(await askVersion(other)), /some other program/);
    const broken = await write('broken', 'echo integrations-ls 0.1.0; exit 3');
    assert.match(JSON.stringify(await askVersion(broken)), /--version failed \(3\)/);
    await chmod(ours, 0o644);
    assert.deepEqual(await askVersion(ours), { problem: 'not an executable file' });
    assert.deepEqual(await askVersion(path.join(folder, 'none')), { problem: 'not found' });
  });
});

test('a failed search is explained in terms of what the user can change', async () => {
  const nothing = async () => ({ problem: 'not found' });
  assert.match(
    explainFailure(await findServer(candidates({ ...around, setting: '/opt/ls' }), nothing)),
    /integrationsLs\.server\.path names "\/opt\/ls" \(not found\)/,
  );
  assert.match(explainFailure(await findServer(candidates(around), nothing)), /was not found: .* nor on PATH/);
  const broken = await findServer(candidates(around), async (command) => ({
    problem: command.startsWith('/opt') ? 'not an executable file' : 'not found',
  }));
  assert.match(explainFailure(broken), /"\/opt\/bin\/integrations-ls" \(not an executable file\)/);
});
