// Decides whether a folder or file belongs to an integration repository, by looking at the disk only.
// The server asks the same questions; asking them here first keeps it from being started for nothing.

import * as fs from 'node:fs/promises';
import * as path from 'node:path';

// Real manifests are far smaller; a file beyond this is something else.
const readLimit = 512 * 1024;

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

/** Text of a small file, or undefined when it cannot be read. */
async function readStart(file: string): Promise<string | undefined> {
  let handle: fs.FileHandle | undefined;
  try {
    handle = await fs.open(file, 'r');
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, readLimit));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

/** Whether one folder is an integration. */
export async function isIntegration(folder: string): Promise<boolean> {
  const manifest = await readStart(path.join(folder, 'manifest.json'));
  if (manifest !== undefined) {
    // Browser extensions write a number. A pattern, not a JSON parser: the file may be half typed.
    return /"manifest_version"\s*:\s*"/.test(manifest);
  }
  // The name alone says little (data projects have a metadata.csv, too), the header decides.
  const header = (await readStart(path.join(folder, 'metadata.csv')))?.split(/\r?\n/, 1)[0] ?? '';
  if (header.includes('metric_name') && header.includes('metric_type')) {
    return true;
  }
  return (await exists(path.join(folder, 'pyproject.toml'))) && exists(path.join(folder, 'datadog_checks'));
}

function hasDdevConfig(folder: string): Promise<boolean> {
  // `.ddev` alone would not do: a PHP development tool uses a folder of that name, with config.yaml.
  return exists(path.join(folder, '.ddev', 'config.toml'));
}

/** The folder and everything above it. */
function* upward(folder: string): Generator<string> {
  for (let current = folder; ; current = path.dirname(current)) {
    yield current;
    if (path.dirname(current) === current) {
      return;
    }
  }
}

/** Whether a file lies inside an integration repository or inside a lone integration. */
export async function isInRepository(file: string): Promise<boolean> {
  for (const folder of upward(path.dirname(file))) {
    if ((await hasDdevConfig(folder)) || (await isIntegration(folder))) {
      return true;
    }
  }
  return false;
}

/**
 * Whether an opened folder is an integration repository, lies inside one, or holds one directly below.
 * Deeper repositories are noticed when one of their files is opened.
 */
export async function holdsRepository(folder: string): Promise<boolean> {
  if (await isInRepository(path.join(folder, 'any file'))) {
    return true;
  }
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') {
      continue;
    }
    const child = path.join(folder, entry.name);
    if ((await hasDdevConfig(child)) || (await isIntegration(child))) {
      return true;
    }
  }
  return false;
}
