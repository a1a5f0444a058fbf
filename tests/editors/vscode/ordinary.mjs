// A session with one folder: what a user of the extension does with metadata.csv and the other kinds of files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { cell, change, check, isAlive, metadata, place, sample, scratch, tracer } from './checks.mjs';
import { Editor, eventually } from './workbench.mjs';

const { VSIX: vsix } = process.env;

export async function ordinarySession(browser) {
  const { program, runs } = tracer('ordinary');
  const editor = await Editor.start({
    folder: path.join(scratch, 'vscode-ordinary'),
    vsix,
    settings: { 'editor.codeActionsOnSave': { 'source.fixAll.integrationsLs': 'explicit' } },
    machine: { 'integrationsLs.server.path': program },
  });

  const stranger = await editor.open(browser, path.join(scratch, 'elsewhere/web-app'), 'manifest.json');
  await check('a folder of something else never starts the server', stranger, async (it) => {
    await it.statusBar('JSON');
    await it.command('Datadog Integrations: Show Status');
    await it.notification('not running: no integration repository is open');
    assert.deepEqual(runs('server'), []);
  });
  await stranger.close();

  const folder = sample('vscode-sample');
  change(path.join(folder, metadata), ',second,,"How', ',"seco",,"How');
  const wrong = cell(folder, 'bytes');
  const workbench = await editor.open(browser, folder, metadata);
  await check('a wrong unit is underlined and listed', workbench, async (it) => {
    await it.squiggle();
    await it.problem('metadata/invalid-unit', `[Ln ${wrong.line}, Col ${wrong.column}]`);
  });
  await check('metadata.csv has the language that extensions for CSV use', workbench, (it) => it.statusBar('CSV'));
  await check('columns have colours, and cells the names of their columns', workbench, async (it) => {
    await it.page.locator('.view-line', { hasText: 'unit_name:connection' }).waitFor({ timeout: 15_000 });
    const cells = ['beacon_cache.clients', 'gauge', 'connection', 'Clients that are connected.', '0', 'beacon_cache'];
    let colors = [];
    // They come after the names of the columns.
    await eventually('colours', async () => {
      colors = await it.colors('beacon_cache.clients');
      const distinct = new Set(cells.map((text) => colors.find(([shown]) => shown === text)?.[1]));
      return distinct.size >= 5 && !distinct.has(undefined);
    });
    assert.ok(colors.some(([shown]) => shown.startsWith('orientation:')), JSON.stringify(colors));
  });
  await check('the status bar counts findings', workbench, async (it) => {
    await it.page.locator('.statusbar-item', { hasText: /Integrations: \d+ errors/ }).first().waitFor({ timeout: 15_000 });
  });
  await check('hover explains the column', workbench, async (it) => {
    await it.goTo(1, cell(folder, 'unit_name').column);
    const text = await it.hover();
    assert.ok(text.includes('unit_name') && text.length > 20, text);
  });
  await check('a completion replaces the cell', workbench, async (it) => {
    await it.goTo(wrong.line, wrong.column + 3);
    await it.complete('byte');
    await eventually('the new unit', async () => !(await it.visibleText()).includes('bytes,,Memory'));
    await it.page.keyboard.press('Control+z');
    await eventually('the old unit', async () => (await it.visibleText()).includes('bytes,,Memory'));
  });
  await check('a completion keeps the quotes of a cell', workbench, async (it) => {
    const { line, column } = place(path.join(folder, metadata), '"seco"');
    await it.goTo(line, column + 5);
    await it.complete('second');
    await eventually('the new unit', async () => (await it.visibleText()).includes('"second",,"How'));
  });
  await check('the rule at the caret is explained in a rendered page', workbench, async (it) => {
    await it.goTo(wrong.line, wrong.column + 2);
    await it.command('Datadog Integrations: Explain Rule');
    const headings = async () => {
      const found = it.page.frames().map((frame) => frame.locator('h1').allInnerTexts().catch(() => []));
      return (await Promise.all(found)).flat();
    };
    await eventually('the page', async () => (await headings()).includes('metadata/invalid-unit'));
    const tab = it.page.locator('.tab', { hasText: 'invalid-unit' });
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached', timeout: 15_000 });
  });
  await check('a quick fix is applied and saved', workbench, async (it) => {
    await it.goTo(wrong.line, wrong.column);
    await it.quickFix('byte');
    await eventually('the new unit', async () => !(await it.visibleText()).includes('bytes,,Memory'));
    await it.save();
    const saved = () => readFileSync(path.join(folder, metadata), 'utf8');
    await eventually('the file', () => !saved().includes(',bytes,'));
    assert.equal(saved().split('\n')[wrong.line - 1].slice(wrong.column - 1).split(',')[0], 'byte');
    assert.ok(saved().includes(',"second",,"How'), saved());
  });
  await check('saving applies all safe fixes, when that is switched on', workbench, () =>
    eventually('the fixed type', () => !readFileSync(path.join(folder, metadata), 'utf8').includes(',Gauge,')),
  );
  await check('the status tells what is loaded', workbench, async (it) => {
    await it.command('Datadog Integrations: Show Status');
    const toast = await it.notification('3 integrations');
    assert.match(await toast.innerText(), /integrations-ls \d+\.\d+\.\d+: 3 integrations, \d+ metrics in 1 repository/);
  });
  await check('a restart leaves one server', workbench, async (it) => {
    await it.command('Datadog Integrations: Restart Server');
    await eventually('the second start', () => runs('server').length === 2);
    const [first, second] = runs('server').map((line) => Number(line.split(' ')[1]));
    await eventually('the end of the first', () => !isAlive(first));
    await it.squiggle();
    assert.ok(isAlive(second));
  });
  await check('a killed server comes back by itself', workbench, async (it) => {
    process.kill(Number(runs('server')[1].split(' ')[1]), 'SIGKILL');
    await eventually('the third start', () => runs('server').length === 3);
    await it.squiggle();
    assert.equal(await it.page.locator('.notification-toast', { hasText: 'language server' }).count(), 0);
  });
  await check('nothing outside this machine is asked for', workbench, () => {
    assert.deepEqual([...stranger.strangers, ...workbench.strangers], []);
  });
  await workbench.close();
  await otherKinds(browser, editor, folder);
  await editor.stop();
  await check('the server ends with the editor', undefined, () =>
    eventually('the end of the server', () =>
      runs('server').every((line) => !isAlive(Number(line.split(' ')[1]))),
    ),
  );
}

async function otherKinds(browser, editor, folder) {
  const checks = path.join(folder, 'beacon_cache/assets/service_checks.json');
  const status = place(checks, 'critcal');
  const first = await editor.open(browser, folder, 'beacon_cache/assets/service_checks.json');
  await check('a wrong status of a service check is listed, fixed and saved', first, async (it) => {
    await it.squiggle();
    await it.problem('service-checks/status', `[Ln ${status.line}, Col ${status.column}]`);
    await it.goTo(status.line, status.column + 2);
    await it.quickFix('critical');
    await eventually('the status', async () => !(await it.visibleText()).includes('critcal'));
    await it.save();
    await eventually('the file', () => readFileSync(checks, 'utf8').includes('"critical"'));
  });
  await first.close();

  const spec = path.join(folder, 'beacon_cache/assets/configuration/spec.yaml');
  const slip = place(spec, 'requried');
  const second = await editor.open(browser, folder, 'beacon_cache/assets/configuration/spec.yaml');
  await check('a slip in spec.yaml is listed, and a comment silences it', second, async (it) => {
    await it.squiggle();
    await it.problem('spec/unknown-option-field', `[Ln ${slip.line}, Col ${slip.column}]`);
    await it.goTo(slip.line, slip.column + 2);
    await it.quickFix('Ignore `spec/unknown-option-field` on this line');
    await it.page.waitForSelector('.editor-instance .monaco-editor .squiggly-error', { state: 'detached', timeout: 15_000 });
  });
  await check('the rendered file is shown beside spec.yaml', second, async (it) => {
    await it.page.locator('.editor-actions .action-label[aria-label*="Show Rendered"]').first().click();
    await it.page.waitForSelector('.tab[data-resource-name="auto_conf.yaml"]', { timeout: 15_000 });
    await eventually('its text', async () => (await it.visibleText()).includes('## @param ad_identifiers - list of strings'));
  });
  await second.close();

  const derived = 'beacon_cache/datadog_checks/beacon_cache/data/auto_conf.yaml';
  const fourth = await editor.open(browser, folder, derived);
  await check('a derived file that is out of sync is listed, written again and saved', fourth, async (it) => {
    const stale = place(path.join(folder, derived), '## One entry');
    await it.squiggle();
    await it.problem('config/out-of-sync', `[Ln ${stale.line}, Col 1]`);
    await it.goTo(stale.line, 3);
    await it.quickFix('Write auto_conf.yaml again');
    await eventually('the line', async () => (await it.visibleText()).includes('each container'));
    await it.save();
    await eventually('the file', () => readFileSync(path.join(folder, derived), 'utf8').includes('each container'));
  });
  await fourth.close();

  const third = await editor.open(browser, folder, '.github/CODEOWNERS');
  await check('CODEOWNERS shows which integration has no line', third, async (it) => {
    await it.squiggle();
    await it.problem('codeowners/missing-entry', 'beacon_cache');
  });
  await third.close();
}
