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
  const wrong = cell(folder, 'bytes');
  const workbench = await editor.open(browser, folder, metadata);
  await check('a wrong unit is underlined and listed', workbench, async (it) => {
    await it.squiggle();
    await it.problem('metadata/invalid-unit', `[Ln ${wrong.line}, Col ${wrong.column}]`);
  });
  await check('hover explains the column', workbench, async (it) => {
    await it.goTo(1, cell(folder, 'unit_name').column);
    const text = await it.hover();
    assert.ok(text.includes('unit_name') && text.length > 20, text);
  });
  await check('a completion replaces the cell', workbench, async (it) => {
    await it.goTo(wrong.line, wrong.column + 3);
    await it.complete('byte');
    await eventually('the new unit', async () => !(await it.visibleText()).includes(',bytes,'));
    await it.page.keyboard.press('Control+z');
    await eventually('the old unit', async () => (await it.visibleText()).includes(',bytes,'));
  });
  await check('a quick fix is applied and saved', workbench, async (it) => {
    await it.goTo(wrong.line, wrong.column);
    await it.quickFix('byte');
    await eventually('the new unit', async () => !(await it.visibleText()).includes(',bytes,'));
    await it.save();
    const saved = () => readFileSync(path.join(folder, metadata), 'utf8');
    await eventually('the file', () => !saved().includes(',bytes,'));
    assert.equal(saved().split('\n')[wrong.line - 1].slice(wrong.column - 1).split(',')[0], 'byte');
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
    await it.command('Datadog Integrations: Show Rendered Configuration');
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

async function restrictedSession(browser) {
  const folder = sample('vscode-untrusted');
  const { program, runs } = tracer('untrusted');
  mkdirSync(path.join(folder, '.vscode'));
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify({ 'integrationsLs.server.path': program }));
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

const browser = await launchBrowser();
for (const session of [ordinarySession, restrictedSession, missingServerSession]) {
  await session(browser).catch((error) => check(session.name, undefined, () => Promise.reject(error)));
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
