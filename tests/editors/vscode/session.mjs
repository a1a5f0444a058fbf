// Sessions in VS Code with the packaged extension and the built server.
// Prints one line per check and ends with status 1 when any of them failed.
// Environment: VSIX and VSIX_BUNDLED (packages without and with the server), and that of checks.mjs.

import { acrossSession } from './across.mjs';
import { check, failedChecks } from './checks.mjs';
import { missingServerSession, restrictedSession } from './hindered.mjs';
import { ordinarySession } from './ordinary.mjs';
import { launchBrowser } from './workbench.mjs';

/** Which ones to run, by the beginning of their names; all without arguments. */
const wanted = process.argv.slice(2);
const sessions = [ordinarySession, acrossSession, restrictedSession, missingServerSession];
const browser = await launchBrowser();
for (const session of sessions.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))) {
  await session(browser).catch((error) => check(session.name, undefined, () => Promise.reject(error)));
}
await browser.close();
process.exit(failedChecks() === 0 ? 0 : 1);
