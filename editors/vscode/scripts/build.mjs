// Bundles the extension into dist/extension.js, or with --tests the unit tests into dist/test.js.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** Licence texts of the packages that ended up in the bundle; their terms ask for a copy. */
function notices(inputs) {
  const folders = new Set(
    Object.keys(inputs)
      .map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
      .filter(Boolean),
  );
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) {
      throw new Error(`${folder} has no licence text`);
    }
    return `${name} ${version} (${license})\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  });
}

if (process.argv.includes('--tests')) {
  const imports = readdirSync('test').filter((file) => file.endsWith('.test.ts'));
  const contents = imports.map((file) => `import './${file}';`).join('\n');
  await build({ ...common, stdin: { contents, resolveDir: 'test' }, outfile: 'dist/test.js' });
} else {
  const result = await build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
    metafile: true,
    legalComments: 'none',
  });
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices(result.metafile.inputs).join(`\n${'-'.repeat(80)}\n\n`));
}
