// The answer of the server to `integrationsLs/status`, and its text for people. Free of the VS Code API.

import * as path from 'node:path';

/** Method name of the request; it takes no parameters. */
export const statusMethod = 'integrationsLs/status';

/** Which templates of ddev are in use in a repository. */
export interface Templates {
  version: string | null;
  origin: string;
  path: string;
}

interface RepositoryStatus {
  root: string;
  kind: string;
  indexed: boolean;
  integrations: number;
  metrics: number;
  templates: Templates | null;
}

export interface Status {
  version: string;
  positionEncoding: string;
  documents: number;
  revision: number;
  repositories: RepositoryStatus[];
  lastError: string | null;
}

/** Findings in the whole window by severity; hints are not counted. */
export interface Findings {
  errors: number;
  warnings: number;
  notes: number;
}

function count(number: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

/** `2 errors, 1 warning`; empty when there is nothing. */
export function findingsText({ errors, warnings, notes }: Findings): string {
  const parts: [number, string][] = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, noun]) => count(number, noun))
    .join(', ');
}

/** True while a repository is still being read. */
export function isBusy(status: Status): boolean {
  return status.repositories.some((one) => !one.indexed);
}

/** One line for a notification. */
export function summary(status: Status, findings: Findings): string {
  const add = (key: 'integrations' | 'metrics') => status.repositories.reduce((sum, one) => sum + one[key], 0);
  const known =
    status.repositories.length === 0
      ? 'no repository loaded yet'
      : `${count(add('integrations'), 'integration')}, ${count(add('metrics'), 'metric')} in ` +
        count(status.repositories.length, 'repository');
  const found = findingsText(findings);
  const busy = isBusy(status) ? ' Still reading files.' : '';
  const trouble = status.lastError === null ? '' : ` Last error: ${status.lastError}`;
  return `integrations-ls ${status.version}: ${known}; ${found === '' ? 'no findings' : found}.${busy}${trouble}`;
}

function templates(found: Templates | null): string {
  return found === null ? 'not found' : `${found.version ?? 'unknown version'} from ${found.origin}: ${found.path}`;
}

function repository(name: string, one: RepositoryStatus): string {
  return (
    `${name}: ${one.kind}, ${count(one.integrations, 'integration')}, ${count(one.metrics, 'metric')}` +
    (one.indexed ? '' : ', still reading files')
  );
}

/** Everything, one fact per line. */
export function details(status: Status, program: string): string[] {
  return [
    `integrations-ls ${status.version}`,
    `  program: ${program}`,
    `  open documents: ${status.documents}`,
    `  revision: ${status.revision}`,
    `  position encoding: ${status.positionEncoding}`,
    ...status.repositories.flatMap((one) => [
      `  ${repository(one.root, one)}`,
      `    templates of ddev: ${templates(one.templates)}`,
    ]),
    `  last error: ${status.lastError ?? 'none'}`,
  ];
}

/** Text from outside as it is, whatever Markdown makes of its characters. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~$]/g, '\\$&');
}

/** The same for those who point at the item in the status bar: Markdown. */
export function tooltip(status: Status, findings: Findings): string {
  const found = findingsText(findings);
  const lines = status.repositories.flatMap((one) => [
    // The whole paths are in the details.
    `- ${escaped(repository(path.basename(one.root), one))}`,
    `  - Templates of ddev: ${escaped(one.templates === null ? 'not found' : (one.templates.version ?? one.templates.origin))}`,
  ]);
  return [
    `**integrations-ls ${escaped(status.version)}**`,
    ...(lines.length === 0 ? ['No repository loaded yet'] : [lines.join('\n')]),
    `Findings: ${found === '' ? 'none' : found}`,
  ].join('\n\n');
}
