// Finds the server program. Order: the setting `integrationsLs.server.path`; the copy bundled with the
// extension; PATH. Every candidate must answer `--version` before it is used. Free of the VS Code API.

import { execFile } from 'node:child_process';
import * as path from 'node:path';

const program = 'integrations-ls';

/** How long a candidate may take to answer `--version`, in milliseconds. */
const versionTimeout = 5000;

export type Origin = 'setting' | 'bundled' | 'PATH';

export interface Candidate {
  origin: Origin;
  command: string;
}

/** Everything the order of candidates depends on. */
export interface Surroundings {
  /** Value of the setting; empty when not set. */
  setting: string;
  extensionFolder: string;
  /** Folder that a relative setting starts from. */
  workspaceFolder: string | undefined;
  home: string;
  /** Value of the PATH variable. */
  searchPath: string;
  platform: NodeJS.Platform;
}

export type Answer = { version: string } | { problem: string };

export interface Found extends Candidate {
  version: string;
}

export interface Search {
  found: Found | undefined;
  /** What was looked at without success, in order. */
  rejected: (Candidate & { problem: string })[];
}

function fromSetting(setting: string, around: Surroundings): string {
  if (setting === '~' || /^~[/\\]/.test(setting)) {
    return path.join(around.home, setting.slice(1));
  }
  return path.isAbsolute(setting) || around.workspaceFolder === undefined
    ? setting
    : path.join(around.workspaceFolder, setting);
}

/**
 * Programs to try, in order. A path the user set stands alone: falling back to another copy would hide
 * the mistake in it. Relative PATH entries are skipped, they would run a program out of the workspace.
 */
export function candidates(around: Surroundings): Candidate[] {
  const setting = around.setting.trim();
  if (setting !== '') {
    return [{ origin: 'setting', command: fromSetting(setting, around) }];
  }
  const windows = around.platform === 'win32';
  const name = windows ? `${program}.exe` : program;
  const list: Candidate[] = [{ origin: 'bundled', command: path.join(around.extensionFolder, 'server', name) }];
  for (const folder of around.searchPath.split(windows ? ';' : ':')) {
    if (path.isAbsolute(folder)) {
      list.push({ origin: 'PATH', command: path.join(folder, name) });
    }
  }
  return list;
}

function describe(error: NodeJS.ErrnoException & { killed?: boolean }): string {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return 'not found';
  }
  if (error.code === 'EACCES') {
    return 'not an executable file';
  }
  return error.killed ? 'no answer to --version' : `--version failed (${error.code ?? error.message})`;
}

/** Runs `command --version`. */
export function askVersion(command: string): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(command, ['--version'], { timeout: versionTimeout, windowsHide: true }, (error, stdout) => {
      const version = /^integrations-ls (\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1];
      if (error) {
        resolve({ problem: describe(error as NodeJS.ErrnoException) });
      } else if (version === undefined) {
        resolve({ problem: 'some other program: its --version is not that of integrations-ls' });
      } else {
        resolve({ version });
      }
    });
  });
}

/** Takes the first candidate that answers. */
export async function findServer(
  list: Candidate[],
  ask: (command: string) => Promise<Answer> = askVersion,
): Promise<Search> {
  const rejected: Search['rejected'] = [];
  for (const candidate of list) {
    const answer = await ask(candidate.command);
    if ('version' in answer) {
      return { found: { ...candidate, ...answer }, rejected };
    }
    rejected.push({ ...candidate, ...answer });
  }
  return { found: undefined, rejected };
}

/** One message for a search that failed: what to know, in two sentences. */
export function explainFailure(search: Search): string {
  const [first] = search.rejected;
  if (first?.origin === 'setting') {
    return (
      `The language server cannot be started: the setting integrationsLs.server.path names ` +
      `"${first.command}" (${first.problem}). Correct the path, or clear it to use the copy on PATH.`
    );
  }
  // A program that is there but unusable says more than the folders where there is none.
  const broken = search.rejected.find((one) => one.problem !== 'not found');
  const remedy = 'Install it, or set integrationsLs.server.path.';
  return broken
    ? `The language server integrations-ls cannot be used: "${broken.command}" (${broken.problem}). ${remedy}`
    : `The language server integrations-ls was not found: it is neither bundled with the extension nor on PATH. ${remedy}`;
}
