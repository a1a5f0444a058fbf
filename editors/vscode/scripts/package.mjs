// Packages the extension as a .vsix file.
//   npm run package                        for every system, without the server
//   npm run package -- --target linux-x64  for one system, with bin/integrations-ls when it is there
// Other arguments go to vsce (for instance --out FILE).

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

function run(script, args) {
  const result = spawnSync(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    process.exit(result.status ?? 1);
  }
}

const args = process.argv.slice(2);
const at = args.indexOf('--target');
const target = at < 0 ? undefined : args[at + 1];
const server = path.join('bin', target?.startsWith('win32') ? 'integrations-ls.exe' : 'integrations-ls');

run('scripts/build.mjs', []);

const options = ['package', '--no-dependencies', '--allow-missing-repository'];
if (target !== undefined) {
  // Only here: a program for one system has no place in the package for all of them.
  const ignore = path.join('dist', 'ignore-with-server');
  writeFileSync(ignore, `${readFileSync('.vscodeignore', 'utf8')}!bin/**\n`);
  options.push('--ignoreFile', ignore);
  if (!existsSync(server)) {
    console.warn(`${server} is missing: the package for ${target} will look for the server on PATH`);
  }
}
run('node_modules/@vscode/vsce/vsce', [...options, ...args]);
