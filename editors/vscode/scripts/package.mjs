// Packages the extension as a .vsix file.
//   npm run package                        for every system: the server is found on PATH
//   npm run package -- --target linux-x64  for one system, with the server inside
// The server is --server FILE, or target/release of this repository when that is for the same system.
// Other arguments go to vsce (for instance --out FILE).

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const start = process.cwd();
process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

function run(script, args) {
  const result = spawnSync(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    process.exit(result.status ?? 1);
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

/** Takes an option with its value out of the arguments. */
function option(args, name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

const args = process.argv.slice(2);
const target = option(args, '--target');
const given = option(args, '--server');
const folder = 'server';
const program = target?.startsWith('win32') ? 'integrations-ls.exe' : 'integrations-ls';

/** The server to put into the package. */
function findServer() {
  if (given !== undefined) {
    return path.resolve(start, given);
  }
  if (target !== `${process.platform}-${process.arch}`) {
    fail(`--target ${target} needs --server FILE: what is built here is for ${process.platform}-${process.arch}`);
  }
  const build = process.env.CARGO_TARGET_DIR ?? path.join('..', '..', 'target');
  return path.join(build, 'release', program);
}

const options = ['package', '--no-dependencies'];
// A program for one system has no place in the package for all of them.
rmSync(folder, { recursive: true, force: true });
if (target !== undefined) {
  const server = findServer();
  if (!existsSync(server)) {
    fail(`${server} is missing: build it with cargo build --release, or name another one with --server FILE`);
  }
  mkdirSync(folder);
  copyFileSync(server, path.join(folder, program));
  chmodSync(path.join(folder, program), 0o755);
  options.push('--target', target);
}
run('scripts/build.mjs', []);
if (target !== undefined) {
  const ignore = path.join('dist', 'ignore-with-server');
  writeFileSync(ignore, `${readFileSync('.vscodeignore', 'utf8')}!${folder}/**\n`);
  options.push('--ignoreFile', ignore);
}
run('node_modules/@vscode/vsce/vsce', [...options, ...args]);
rmSync(folder, { recursive: true, force: true });
