// What the sessions share: checks with a line each, copies of the sample, and places in files.
// Environment: INTEGRATIONS_LS_BIN, SCRATCH (holds `sample` and `elsewhere`), FAILURES (folder for screenshots of
// failed checks).

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const { INTEGRATIONS_LS_BIN: server, SCRATCH, FAILURES: failures } = process.env;
export const scratch = SCRATCH;
export const metadata = 'beacon_cache/metadata.csv';
let failed = 0;

/** How many checks failed so far. */
export const failedChecks = () => failed;

/** Runs a check and prints its line. */
export async function check(name, workbench, body) {
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
export function tracer(name) {
  const program = path.join(scratch, `${name}-program`);
  const log = path.join(scratch, `${name}-runs`);
  writeFileSync(program, `#!/bin/sh\necho "$1 $$" >> '${log}'\nexec '${server}' "$@"\n`, { mode: 0o755 });
  const runs = (argument) =>
    (existsSync(log) ? readFileSync(log, 'utf8') : '').split('\n').filter((line) => line.startsWith(`${argument} `));
  return { program, runs };
}

/** A fresh copy of the sample repository. */
export function sample(name) {
  const folder = path.join(scratch, name);
  cpSync(path.join(scratch, 'sample'), folder, { recursive: true });
  return folder;
}

/** 1-based line and column of the first cell with this text. */
export function cell(folder, text) {
  const lines = readFileSync(path.join(folder, metadata), 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(`,${text},`));
  return { line: line + 1, column: lines[line].indexOf(`,${text},`) + 2 };
}

/** Line (from 1) and column of the first place of a text in a file. */
export function place(file, text) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  return { line: line + 1, column: lines[line].indexOf(text) + 1 };
}

/** Replaces the only place of a text in a file. */
export function change(file, before, after) {
  const text = readFileSync(file, 'utf8');
  assert.equal(text.split(before).length, 2, before);
  writeFileSync(file, text.replace(before, after));
}

/** Whether a process runs. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
