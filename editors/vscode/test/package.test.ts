import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

interface Setting {
  default?: unknown;
  markdownDescription?: string;
  enum?: string[];
  enumDescriptions?: string[];
}

// `npm test` starts in the folder of the package.
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
  // The file says nothing about what an editor shows.
  const ofEditor = ['integrationsLs.semanticTokens', 'integrationsLs.server.path'];
  for (const [name, setting] of Object.entries(settings)) {
    if (!setting.enum && !ofEditor.includes(name)) {
      assert.equal(setting.default, null, name);
    }
  }
});

test('an untrusted workspace chooses neither the program to run nor what is read outside of it', () => {
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  const restricted: string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  assert.deepEqual(restricted, ['integrationsLs.server.path', 'integrationsLs.templates']);
  const paths = Object.keys(settings).filter((name) => /path|templates/i.test(name));
  assert.deepEqual(paths.sort(), [...restricted].sort());
});

test('every command is registered, in the README and of one category', () => {
  const readme = readFileSync('README.md', 'utf8');
  const sources = readdirSync('src').map((file) => readFileSync(path.join('src', file), 'utf8'));
  for (const { command, title, category } of manifest.contributes.commands) {
    assert.equal(category, 'Datadog Integrations');
    assert.ok(readme.includes(`| **Datadog Integrations: ${title}** |`), title);
    assert.ok(
      sources.some((text) => text.includes(`registerCommand('${command}'`)),
      command,
    );
  }
});

test('the language of metadata.csv is the one that extensions for CSV use', () => {
  // Another identifier, or all files that end in .csv, would take files away from them.
  const [language, ...others] = manifest.contributes.languages;
  assert.deepEqual(others, []);
  assert.deepEqual(language, { id: 'csv', aliases: ['CSV'], filenames: ['metadata.csv'] });
});

test('the walkthrough has its pictures, and names commands and settings that exist', () => {
  const commands = manifest.contributes.commands.map((one: { command: string }) => one.command);
  const [{ steps }] = manifest.contributes.walkthroughs;
  for (const { description, media, completionEvents } of steps) {
    assert.ok(existsSync(media.image), media.image);
    const linked = [...description.matchAll(/\(command:(integrationsLs\.\w+)\)/g)].map(([, name]) => name);
    const events: string[] = completionEvents;
    const awaited = events.filter((event) => event.startsWith('onCommand:')).map((event) => event.slice(10));
    for (const command of [...linked, ...awaited]) {
      assert.ok(commands.includes(command), command);
    }
    for (const [, query] of description.matchAll(/openSettings\?([^)]+)\)/g)) {
      const [prefix] = JSON.parse(decodeURIComponent(query));
      assert.ok(
        Object.keys(settings).some((name) => name.startsWith(prefix)),
        prefix,
      );
    }
  }
});

test('the server version and the extension version are one', () => {
  const [, version] = /^version = "(.*)"$/m.exec(readFileSync('../../Cargo.toml', 'utf8')) ?? [];
  assert.equal(manifest.version, version);
});
