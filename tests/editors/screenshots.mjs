// Renews the pictures of the documentation and of the extension: screenshots.mjs FOLDER FOLDER
// Environment: INTEGRATIONS_LS_BIN, PLUGIN, VSIX, SCRATCH (holds `sample`). Needs tmux for Neovim's picture.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { terminalPage } from './terminal.mjs';
import { Editor, eventually, launchBrowser } from './vscode/workbench.mjs';

const { INTEGRATIONS_LS_BIN: server, SCRATCH: scratch, VSIX: vsix } = process.env;
const [, , target, media] = process.argv;
const metadata = 'beacon_cache/metadata.csv';
const sample = path.join(scratch, 'sample');
const spec = 'beacon_cache/assets/configuration/spec.yaml';
const derived = 'beacon_cache/datadog_checks/beacon_cache/data/auto_conf.yaml';

/** 1-based line and column of the wrong unit. */
function wrongUnit() {
  const lines = readFileSync(path.join(sample, metadata), 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(',bytes,'));
  return { line: line + 1, column: lines[line].indexOf(',bytes,') + 2 };
}

async function pictureVscode(browser) {
  const editor = await Editor.start({
    folder: path.join(scratch, 'vscode'),
    vsix,
    settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.fontSize': 15, 'editor.lineHeight': 24 },
    machine: { 'integrationsLs.server.path': server },
  });
  /** A part of the window for the extension, in points from its top left corner. */
  const detail = ({ page }, name, x, y, width, height) =>
    page.screenshot({ path: path.join(media, name), clip: { x, y, width, height } });
  const workbench = await editor.open(browser, sample, metadata);
  await workbench.squiggle();
  // The lines are long: without the side bar more of them is seen.
  await workbench.page.keyboard.press('Control+b');
  await workbench.page.locator('.view-line', { hasText: 'unit_name:connection' }).waitFor();
  const item = workbench.page.locator('.statusbar-item', { hasText: /Integrations: \d+ errors/ }).first();
  await item.hover();
  await workbench.page.locator('.workbench-hover:visible', { hasText: 'Findings' }).waitFor();
  await detail(workbench, 'status.png', 0, 580, 620, 220);
  await workbench.page.mouse.move(640, 560);
  await workbench.page.locator('.workbench-hover', { hasText: 'Findings' }).first().waitFor({ state: 'hidden' });
  const { line, column } = wrongUnit();
  await workbench.goTo(line, column + 3);
  await detail(workbench, 'metadata.png', 0, 36, 1000, 380);
  await workbench.page.keyboard.press('Control+.');
  await workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'byte' }).first().waitFor();
  await detail(workbench, 'fix.png', 0, 36, 1000, 500);
  await workbench.page.keyboard.press('Escape');
  await workbench.page.keyboard.press('Control+Space');
  await workbench.page.waitForSelector('.suggest-widget.visible .monaco-list-row');
  await workbench.page.keyboard.press('Control+Space');
  await workbench.page.locator('.suggest-details:visible', { hasText: 'memory' }).waitFor();
  await workbench.page.screenshot({ path: path.join(target, 'vscode.png') });
  await workbench.close();
  const drift = await editor.open(browser, sample, spec);
  await drift.page.keyboard.press('Control+b');
  await drift.page.waitForSelector('.editor-instance .monaco-editor .squiggly-info', { timeout: 60_000 });
  await drift.goTo(28, 14);
  await drift.command('Datadog Integrations: Show Rendered Configuration');
  await drift.page.waitForSelector('.tab[data-resource-name="auto_conf.yaml"]');
  await eventually('its text', async () => (await drift.visibleText()).includes('## @param ad_identifiers'));
  await drift.page.locator('.codelens-decoration', { hasText: 'Write auto_conf.yaml again' }).first().waitFor();
  await detail(drift, 'spec.png', 0, 36, 1280, 700);
  // The list that comes with a rule's name in its filter, left open.
  await drift.page.keyboard.press('Control+Shift+m');
  const filter = drift.page.locator('.viewpane-filter input').first();
  const rows = drift.page.locator('.markers-panel .monaco-list-row', { hasText: 'config/out-of-sync' });
  await eventually('the findings', async () => {
    if ((await filter.inputValue()) !== 'config/out-of-sync') {
      await filter.fill('config/out-of-sync');
    }
    return (await rows.count()) >= 2;
  });
  await drift.page.screenshot({ path: path.join(target, 'drift-vscode.png') });
  await drift.close();
  const settings = await editor.open(browser, sample, metadata);
  await settings.page.keyboard.press('Control+b');
  await settings.squiggle();
  await settings.page.keyboard.press('Control+,');
  await settings.page.locator('.settings-editor .suggest-input-container').first().waitFor();
  await settings.page.keyboard.type('integrationsLs');
  await settings.page.locator('.setting-item-label', { hasText: 'Ignore' }).first().waitFor();
  await detail(settings, 'settings.png', 128, 94, 1024, 612);
  await settings.close();
  await editor.stop();
}

async function pictureNeovim(browser) {
  const [columns, rows] = [112, 36];
  const here = import.meta.dirname;
  const nvim = [path.join(here, 'nvim.sh'), path.join(here, '.tools/nvim-new')];
  const socket = path.join(scratch, 'nvim.sock');
  const options = { cwd: sample, env: { ...process.env, COLORTERM: 'truecolor' }, encoding: 'utf8' };
  const tmux = (...args) => execFileSync('tmux', ['-S', path.join(scratch, 'tmux'), '-f', '/dev/null', ...args], options);
  const ask = (expression) =>
    execFileSync(nvim[0], [nvim[1], '--server', socket, '--remote-expr', expression], options).trim();
  const press = (keys) => execFileSync(nvim[0], [nvim[1], '--server', socket, '--remote-send', keys], options);

  // The screen is a client of a headless session: an unpacked Neovim cannot start its own second process.
  const init = path.join(here, 'neovim/picture.lua');
  const args = [nvim[1], '--headless', '--listen', socket, '-u', init, metadata];
  const session = spawn(nvim[0], args, { ...options, stdio: 'ignore' });
  try {
    await eventually('the session', () => existsSync(socket));
    tmux('new-session', '-d', '-x', columns, '-y', rows, `TERM=tmux-256color '${nvim.join("' '")}' --server '${socket}' --remote-ui`);
    await eventually('its diagnostics', () => Number(ask('luaeval("#vim.diagnostic.get(0)")')) > 0);
    press(':botright 14split beacon_cache/manifest.json<CR>:call cursor(21,1) | normal! zz<CR>');
    await eventually('the other diagnostics', () => Number(ask('luaeval("#vim.diagnostic.get(0)")')) === 7);
    press('<C-w>k');
    const { line, column } = wrongUnit();
    press(`:call cursor(${line},${column})<CR>:<C-u><Esc><F2>`);
    await eventually('the hover', () => tmux('capture-pane', '-p').includes('╭'));
    const picture = async (name) => {
      const screen = tmux('capture-pane', '-p', '-e', '-N');
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.setContent(terminalPage(screen, { rows, text: '#e0e2ea', back: '#14161b' }));
      await page.screenshot({ path: path.join(target, name) });
    };
    await picture('neovim.png');
    press(`<Esc>:only | edit ${spec}<CR>:call cursor(28,11)<CR>`);
    await eventually('the drift', () => ask('luaeval("#vim.diagnostic.get(0)")') === '2');
    press(':IntegrationsLsRendered<CR>');
    await eventually('the preview', () => tmux('capture-pane', '-p').includes('@param ad_identifiers'));
    press(`:botright 12split ${derived}<CR>:lua vim.diagnostic.open_float()<CR>`);
    await eventually('its diagnostics', () => Number(ask('luaeval("#vim.diagnostic.get(0)")')) === 1);
    press(':call cursor(7,1)<CR>:lua vim.diagnostic.open_float()<CR>');
    await eventually('the finding', () => tmux('capture-pane', '-p').includes('expected here'));
    await picture('drift-neovim.png');
  } finally {
    // With its session the client ends, and with its only window tmux.
    session.kill();
  }
}

const browser = await launchBrowser();
try {
  await pictureVscode(browser);
  await pictureNeovim(browser);
} finally {
  await browser.close();
}
