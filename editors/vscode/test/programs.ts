// Little programs for tests, in a folder that goes away with the test.

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Writes a shell script that can be run; gives its path. */
export type Write = (name: string, script: string) => Promise<string>;

export async function withPrograms(body: (write: Write, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'programs-'));
  try {
    await body(async (name, script) => {
      const file = path.join(folder, name);
      await writeFile(file, `#!/bin/sh\n${script}\n`);
      await chmod(file, 0o755);
      return file;
    }, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
