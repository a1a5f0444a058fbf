// The answer of the server to `integrationsLs/status`, and its text for people. Free of the VS Code API.

/** Method name of the request; it takes no parameters. */
export const statusMethod = 'integrationsLs/status';

/** Which templates of ddev are in use in a repository. */
export interface Templates {
  version: string | null;
  origin: string;
  path: string;
}

export interface Status {
  version: string;
  positionEncoding: string;
  documents: number;
  revision: number;
  repositories: { root: string; kind: string; indexed: boolean; integrations: number; metrics: number; templates: Templates | null }[];
  lastError: string | null;
}

function count(number: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

/** One line for a notification. */
export function summary(status: Status): string {
  const add = (key: 'integrations' | 'metrics') => status.repositories.reduce((sum, one) => sum + one[key], 0);
  const known =
    status.repositories.length === 0
      ? 'no repository loaded yet'
      : `${count(add('integrations'), 'integration')}, ${count(add('metrics'), 'metric')} in ` +
        count(status.repositories.length, 'repository');
  const busy = status.repositories.every((one) => one.indexed) ? '' : ' Still reading files.';
  const trouble = status.lastError === null ? '' : ` Last error: ${status.lastError}`;
  return `integrations-ls ${status.version}: ${known}.${busy}${trouble}`;
}

function templates(found: Templates | null): string {
  return found === null ? 'not found' : `${found.version ?? 'unknown version'} from ${found.origin}: ${found.path}`;
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
      `  ${one.root}: ${one.kind}, ${count(one.integrations, 'integration')}, ${count(one.metrics, 'metric')}` +
        (one.indexed ? '' : ', still reading files'),
      `    templates of ddev: ${templates(one.templates)}`,
    ]),
    `  last error: ${status.lastError ?? 'none'}`,
  ];
}
