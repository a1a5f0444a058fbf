// A session across files: what one file has to do with another, commands for a whole repository, several folders.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cell, check, metadata, place, sample, scratch, tracer } from './checks.mjs';
import { Editor, eventually } from './workbench.mjs';

const { VSIX: vsix } = process.env;

export async function acrossSession(browser) {
  const { program, runs } = tracer('across');
  const machine = { 'integrationsLs.server.path': program };
  const editor = await Editor.start({ folder: path.join(scratch, 'vscode-editor-across'), vsix, machine });
  await acrossFiles(browser, editor);
  await severalFolders(browser, editor, runs);
  await editor.stop();
}

async function acrossFiles(browser, editor) {
  const folder = sample('vscode-across');
  const readme = path.join(folder, 'beacon_cache/README.md');
  const text = readFileSync(readme, 'utf8');
  writeFileSync(readme, text.replace(/### Setup\n[^]*(?=### Validation)/, ''));
  const workbench = await editor.open(browser, folder, 'beacon_cache/README.md');
  await check('a missing section of the README is inserted', workbench, async (it) => {
    await it.squiggle();
    await it.statusBar('Markdown');
    await it.goTo(1, 3);
    await it.quickFix('Insert the section `## Setup`');
    await eventually('the section', async () => (await it.visibleText()).includes('## Setup'));
    await it.save();
    await eventually('the file', () => readFileSync(readme, 'utf8').includes('\n## Setup\n\n### Installation\n'));
  });
  await check('the definition of a path in manifest.json is the file', workbench, async (it) => {
    const { line, column } = place(path.join(folder, 'beacon_cache/manifest.json'), '"metadata.csv"');
    await it.openFile('beacon_cache/manifest.json');
    await it.goTo(line, column + 3);
    await it.page.keyboard.press('F12');
    await it.tab('metadata.csv');
  });
  await check('metadata.csv follows the manifest before that is saved', workbench, async (it) => {
    const { line, column } = place(path.join(folder, 'beacon_cache/manifest.json'), '"beacon_cache."');
    await it.openFile('beacon_cache/manifest.json');
    await it.goTo(line, column + 2);
    await it.page.keyboard.type('x');
    await it.openFile('beacon_cache/metadata.csv');
    await it.problem('metadata/wrong-prefix', '[Ln 2, Col 1]');
    await it.openFile('beacon_cache/manifest.json');
    await it.page.keyboard.press('Control+z');
  });
  await check('all safe fixes of the repository are made and saved', workbench, async (it) => {
    await it.command('Datadog Integrations: Fix All in the Repository');
    const toast = await it.notification('Nothing is saved yet');
    await toast.getByText('Save All').click();
    const saved = (file) => readFileSync(path.join(folder, file), 'utf8');
    await eventually('the closed file', () => saved('beacon_cache/assets/service_checks.json').includes('"Beacon"'));
    await eventually('the open file', () => saved(metadata).includes(',gauge,,key,'));
    assert.ok(saved(metadata).includes('beaconcache.latency'), 'what is unsafe to fix stays');
  });
  await check('a derived file is written again by a command', workbench, async (it) => {
    const derived = path.join(folder, 'beacon_cache/datadog_checks/beacon_cache/data/auto_conf.yaml');
    await it.command('Datadog Integrations: Write Derived Files of This Integration');
    await it.notification('Written: 1 file');
    await it.command('File: Save All Files');
    await eventually('the file', () => readFileSync(derived, 'utf8').includes('each container'));
  });
  await check('the walkthrough shows its steps with their pictures', workbench, async (it) => {
    await it.command('Welcome: Open Walkthrough');
    await it.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Get started with integrations' }).click();
    // The server runs, so the first step is done.
    const steps = it.page.locator('.getting-started-step');
    await steps.filter({ hasText: 'Check that the server runs' }).first().waitFor({ timeout: 15_000 });
    await steps.filter({ hasText: 'See what spec.yaml becomes' }).first().click();
    const picture = it.page.locator('.getting-started-media img').first();
    await eventually('the picture', () => picture.evaluate((image) => image.complete && image.naturalWidth > 0));
  });
  await workbench.close();
}

async function severalFolders(browser, editor, runs) {
  const folders = [sample('vscode-one'), sample('vscode-two'), path.join(scratch, 'elsewhere/data')];
  const [one, two, strange] = folders;
  mkdirSync(path.join(two, '.vscode'));
  writeFileSync(path.join(two, '.vscode/settings.json'), JSON.stringify({ 'integrationsLs.ignore': ['metadata/invalid-unit'] }));
  const workspace = path.join(scratch, 'vscode-folders.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: folders.map((folder) => ({ path: folder })) }));
  const before = runs('server').length;
  const workbench = await editor.open(browser, workspace, path.join(two, metadata));
  await check('two folders have one server, each with its own settings', workbench, async (it) => {
    const wrong = cell(one, 'bytes');
    await it.squiggle();
    await it.problem('metadata/invalid-type', 'Gauge');
    // The list goes by file, and only that of the first folder may be in it.
    await it.page.keyboard.press('Control+Shift+m');
    const filter = it.page.locator('.viewpane-filter input').first();
    const rows = it.page.locator('.markers-panel .monaco-list-row', { hasText: 'metadata/invalid-unit' });
    await eventually('the finding', async () => {
      if ((await filter.inputValue()) !== 'metadata/invalid-unit') {
        await filter.fill('metadata/invalid-unit');
      }
      return (await rows.count()) === 1;
    });
    assert.match(await rows.first().innerText(), new RegExp(`Ln ${wrong.line}, Col ${wrong.column}`));
    const files = await it.page.locator('.markers-panel .monaco-list-row', { hasText: 'metadata.csv' }).allInnerTexts();
    assert.ok(files.some((text) => text.includes('vscode-one')), files.join());
    await filter.fill('');
    await it.page.keyboard.press('Control+j');
    assert.equal(runs('server').length, before + 1);
    await it.command('Datadog Integrations: Show Status');
    await it.notification('in 2 repositories');
  });
  await check('a file outside of any integration stays untouched', workbench, async (it) => {
    mkdirSync(path.join(strange, 'outside'));
    writeFileSync(path.join(strange, 'outside/metadata.csv'), 'id,unit_name,title\n1,bytes,One\n');
    await it.openFile('outside/metadata.csv');
    await it.page.locator('.view-line', { hasText: '1,bytes,One' }).waitFor({ timeout: 15_000 });
    await it.goTo(2, 4);
    // What comes after an answer of the server that was asked later is no longer awaited.
    await it.command('Datadog Integrations: Show Status');
    await it.notification('in 2 repositories');
    const shown = '.editor-instance .monaco-editor';
    assert.equal(await it.page.locator(`${shown} [class*="squiggly-"]`).count(), 0);
    assert.ok(!(await it.visibleText()).includes('unit_name:'), await it.visibleText());
    assert.equal(new Set((await it.colors('bytes')).map(([, color]) => color)).size, 1);
  });
  await workbench.close();
}
