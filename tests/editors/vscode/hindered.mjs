// Sessions under hindrances: a folder that is not trusted, a server that is not there.

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cell, check, metadata, sample, scratch, tracer } from './checks.mjs';
import { Editor } from './workbench.mjs';

const { VSIX: vsix, VSIX_BUNDLED: bundled } = process.env;

export async function restrictedSession(browser) {
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

export async function missingServerSession(browser) {
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
