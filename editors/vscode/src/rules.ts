// The rules as the program tells them, and which of them findings are about. Free of the VS Code API.

import { execFile } from 'node:child_process';

/** What is used of a rule; the program tells more. */
export interface Rule {
  code: string;
  summary: string;
  severity: string;
  /** The page of the rule, Markdown. */
  docs: string;
}

/** All pages together are a few hundred kilobytes. */
const mostOutput = 32 * 1024 * 1024;

/** Asks the program for all its rules. */
export function askRules(command: string): Promise<Rule[]> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: mostOutput, windowsHide: true };
    execFile(command, ['rule', '--output-format', 'json'], options, (error, stdout) => {
      try {
        if (error) {
          throw error;
        }
        resolve(JSON.parse(stdout) as Rule[]);
      } catch (problem) {
        reject(problem);
      }
    });
  });
}

/** As far as a diagnostic of VS Code matters here. */
interface Finding {
  source?: string | undefined;
  code?: string | number | { value: string | number } | undefined;
}

/** Codes of our findings, each once, in order. */
export function codesOf(findings: readonly Finding[]): string[] {
  const ours = findings.filter((finding) => finding.source === 'integrations-ls' && finding.code !== undefined);
  const codes = ours.map(({ code }) => String(typeof code === 'object' ? code.value : code));
  return [...new Set(codes)];
}
