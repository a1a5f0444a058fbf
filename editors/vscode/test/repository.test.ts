import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { holdsRepository, isInRepository, isIntegration } from '../src/repository';

const manifest = '{ "manifest_version": "2.0.0", "app_id": "acme" }';
const header = 'metric_name,metric_type,interval\n';

/** Runs the body in a fresh folder holding these files. */
async function withFiles(files: Record<string, string>, body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'repository-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('manifests of other products are not ours', async () => {
  const others = {
    'extension/manifest.json': '{ "manifest_version": 3, "name": "x", "version": "1.0.0" }',
    'app/manifest.json': '{ "name": "x", "start_url": "/" }',
    'app/README.md': '# App\n',
    'data/metadata.csv': 'id,title\n',
    'php/.ddev/config.yaml': 'type: php\n',
  };
  await withFiles(others, async (folder) => {
    assert.equal(await holdsRepository(folder), false);
    for (const name of ['extension', 'app', 'data', 'php']) {
      assert.equal(await holdsRepository(path.join(folder, name)), false, name);
      assert.equal(await isInRepository(path.join(folder, name, 'manifest.json')), false, name);
    }
  });
});

test('an integration is known by manifest, metric table or package', async () => {
  const files = {
    'a/manifest.json': manifest,
    'b/metadata.csv': header,
    'c/pyproject.toml': '',
    'c/datadog_checks/__init__.py': '',
    'half-typed/manifest.json': '{ "manifest_version": "2.0.0", "app_id": ',
  };
  await withFiles(files, async (folder) => {
    for (const name of ['a', 'b', 'c', 'half-typed']) {
      assert.equal(await isIntegration(path.join(folder, name)), true, name);
    }
  });
});

test('a repository is found from its top, from below and from the folder above', async () => {
  const files = { 'repo/.ddev/config.toml': '', 'repo/acme/README.md': '# Acme\n', 'repo/acme/images/a.png': '' };
  await withFiles(files, async (folder) => {
    for (const name of ['', 'repo', 'repo/acme', 'repo/acme/images']) {
      assert.equal(await holdsRepository(path.join(folder, name)), true, name);
    }
    assert.equal(await isInRepository(path.join(folder, 'repo/acme/metadata.csv')), true);
    assert.equal(await isInRepository(path.join(folder, 'README.md')), false);
  });
});

test('a folder of integrations without ddev is a repository', async () => {
  await withFiles({ 'acme/metadata.csv': header, 'docs/index.md': '' }, async (folder) => {
    assert.equal(await holdsRepository(folder), true);
    assert.equal(await holdsRepository(path.join(folder, 'docs')), false);
  });
});
