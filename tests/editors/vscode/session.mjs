// Sessions in VS Code with the packaged extension and the built server.
// Prints one line per check and ends with status 1 when any of them failed.
// Environment: INTEGRATIONS_LS_BIN, VSIX and VSIX_BUNDLED (packages without and with the server),
// SCRATCH (holds `sample` and `elsewhere`), FAILURES (folder for screenshots of failed checks).

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Editor, eventually, launchBrowser } from './workbench.mjs';

const { INTEGRATIONS_LS_BIN: server, VSIX: vsix, VSIX_BUNDLED: bundled, SCRATCH: scratch, FAILURES: failures } = process.env;
const metadata = 'beacon_cache/metadata.csv';
let failed = 0;

async function check(name, workbench, body) {
  try {
    await body(workbench);
    console.log(`ok - vscode: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok - vscode: ${name}\n    ${String(error.stack ?? error).replaceAll('\n', '\n    ')}`);
    mkdirSync(failures, { recursive: true });
    const file = path.join(failures, `vscode-${name.replaceAll(/\W+/g, '-')}`);
    await workbench?.page.screenshot({ path: `${file}.png` }).catch(() => undefined);
    writeFileSync(`${file}.log`, workbench?.console.join('\n') ?? '');
    console.log(`    screenshot: ${file}.png`);
  }
}

/** A program that notes each run in a file and then becomes the real server. */
function tracer(name) {
  const program = path.join(scratch, `${name}-program`);
  const log = path.join(scratch, `${name}-runs`);
  writeFileSync(program, `#!/bin/sh\necho "$1 $$" >> '${log}'\nexec '${server}' "$@"\n`, { mode: 0o755 });
  const runs = (argument) =>
    (existsSync(log) ? readFileSync(log, 'utf8') : '').split('\n').filter((line) => line.startsWith(`${argument} `));
  return { program, runs };
}

/** A fresh copy of the sample repository. */
function sample(name) {
  const folder = path.join(scratch, name);
  cpSync(path.join(scratch, 'sample'), folder, { recursive: true });
  return folder;
}

/** 1-based line and column of the first cell with this text. */
function cell(folder, text) {
  const lines = readFileSync(path.join(folder, metadata), 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(`,${text},`));
  return { line: line + 1, column: lines[line].indexOf(`,${text},`) + 2 };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ordinarySession(browser) {
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
    const colors = await it.colors('beacon_cache.clients');
    const of = (text) => colors.find(([shown]) => shown === text)?.[1];
    const cells = ['beacon_cache.clients', 'gauge', 'connection', 'Clients that are connected.', '0', 'beacon_cache'];
    const distinct = new Set(cells.map(of));
    assert.ok(distinct.size >= 5 && !distinct.has(undefined), JSON.stringify(colors));
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

/** Replaces the only place of a text in a file. */
function change(file, before, after) {
  const text = readFileSync(file, 'utf8');
  assert.equal(text.split(before).length, 2, before);
  writeFileSync(file, text.replace(before, after));
}

/** Line (from 1) and column of the first place of a text in a file. */
function place(file, text) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  return { line: line + 1, column: lines[line].indexOf(text) + 1 };
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

async function acrossSession(browser) {
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

async function restrictedSession(browser) {
  const folder = sample('vscode-untrusted');
  const { program, runs } = tracer('untrusted');
  mkdirSync(path.join(folder, '.vscode'));
  const chosen = { 'integrationsLs.server.path': program, 'integrationsLs.templates': '/nowhere/of/all' };
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(chosen));
  const editor = await Editor.start({ folder: path.join(scratch, 'vscode-restricted'), vsix: bundled, trusted: false });
  const wrong = cell(folder, 'bytes');
  const workbench = await editor.open(browser, folder, metadata);
  await check('Restricted Mode works, with the bundled server', workbench, async (it) => {
    await it.statusBar('Restricted Mode');
    await it.squiggle();
    await it.problem('metadata/invalid-unit', `[Ln ${wrong.line}, Col ${wrong.column}]`);
  });
  await check('an untrusted folder cannot choose the program', workbench, () => {
    assert.deepEqual([...runs('--version'), ...runs('server')], []);
  });
  await check('an untrusted folder cannot say where templates are', workbench, async (it) => {
    // The server would tell that there are none in this place.
    await it.command('Datadog Integrations: Show Status');
    await it.notification('3 integrations');
    assert.equal(await it.page.locator('.notification-toast', { hasText: '/nowhere/of/all' }).count(), 0);
  });
  await workbench.close();
  await editor.stop();
}

async function missingServerSession(browser) {
  const folder = sample('vscode-missing');
  const { program } = tracer('late');
  const bin = path.join(scratch, 'late-bin');
  mkdirSync(bin);
  const editor = await Editor.start({
    folder: path.join(scratch, 'vscode-missing-server'),
    vsix,
    env: { PATH: `${bin}:/usr/bin:/bin` },
  });
  const workbench = await editor.open(browser, folder, metadata);
  await check('a server that is missing, then broken, is explained once each and can be retried', workbench, async (it) => {
    const toast = await it.notification('integrations-ls was not found');
    for (const button of ['Open Setting', 'How to Install', 'Retry']) {
      await toast.getByText(button).waitFor({ timeout: 5000 });
    }
    assert.equal(await it.page.locator('.notification-toast').count(), 1);
    const installed = path.join(bin, 'integrations-ls');
    writeFileSync(installed, '#!/bin/sh\n[ "$1" = --version ] && echo integrations-ls 0.1.0\n', { mode: 0o755 });
    await toast.getByText('Retry').click();
    const second = await it.notification('ended while it was starting');
    assert.equal(await it.page.locator('.notification-toast').count(), 1);
    rmSync(installed);
    symlinkSync(program, installed);
    await second.getByText('Retry').click();
    await it.squiggle();
  });
  await workbench.close();
  await editor.stop();
}

/** Which ones to run, by the beginning of their names; all without arguments. */
const wanted = process.argv.slice(2);
const sessions = [ordinarySession, acrossSession, restrictedSession, missingServerSession];
const browser = await launchBrowser();
for (const session of sessions.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))) {
  await session(browser).catch((error) => check(session.name, undefined, () => Promise.reject(error)));
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
