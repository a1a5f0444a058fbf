import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Setting {
  default?: unknown;
  markdownDescription?: string;
  enum?: string[];
  enumDescriptions?: string[];
}

// `npm run check` starts in the folder of the package.
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const settings: Record<string, Setting> = manifest.contributes.configuration.properties;

test('only files of an integration repository wake the extension', () => {
  for (const event of manifest.activationEvents as string[]) {
    assert.match(event, /^workspaceContains:[^*]|^workspaceContains:\*\/[^*]/);
  }
});

test('every setting and every value of it is described', () => {
  for (const [name, setting] of Object.entries(settings)) {
    assert.ok(setting.markdownDescription, name);
    assert.equal(setting.enum?.length, setting.enumDescriptions?.length, name);
  }
});

test('every setting is in the README, and nothing else is', () => {
  const readme = readFileSync('README.md', 'utf8');
  const listed = [...readme.matchAll(/^\| `(integrationsLs\.[A-Za-z.]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(listed, Object.keys(settings));
});

test('what nobody set leaves the word to the file of the repository', () => {
  for (const [name, setting] of Object.entries(settings)) {
    if (!setting.enum && !name.startsWith('integrationsLs.server.')) {
      assert.equal(setting.default, null, name);
    }
  }
});

test('an untrusted workspace cannot choose the program to run', () => {
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['integrationsLs.server.path']);
});

test('the server version and the extension version are one', () => {
  const [, version] = /^version = "(.*)"$/m.exec(readFileSync('../../Cargo.toml', 'utf8')) ?? [];
  assert.equal(manifest.version, version);
});
