// The item in the status bar: whether the server runs, what it has read and how many findings there are.

import * as vscode from 'vscode';

import type { Session } from './session';
import { type Findings, findingsText, isBusy, type Status, statusMethod, tooltip } from './status';

const name = 'Datadog Integrations';
/** Findings come in bursts. */
const pause = 300;
/** How often to look again while files are still being read. */
const busyPause = 1000;

/** Counts what the server found in all files, open or closed. */
export function countFindings(): Findings {
  const findings: Findings = { errors: 0, warnings: 0, notes: 0 };
  for (const [, diagnostics] of vscode.languages.getDiagnostics()) {
    for (const { source, severity } of diagnostics) {
      if (source !== 'integrations-ls') {
        continue;
      }
      if (severity === vscode.DiagnosticSeverity.Error) {
        findings.errors += 1;
      } else if (severity === vscode.DiagnosticSeverity.Warning) {
        findings.warnings += 1;
      } else if (severity === vscode.DiagnosticSeverity.Information) {
        findings.notes += 1;
      }
    }
  }
  return findings;
}

export class StatusItem implements vscode.Disposable {
  // Shown with the first start only: a web app's manifest.json must not show us at all.
  private readonly item = vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Left);
  private readonly listeners: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly session: Session) {
    this.item.name = name;
    this.item.command = 'integrationsLs.showStatus';
    this.listeners = vscode.Disposable.from(
      session.onDidChangeState(() => this.update()),
      vscode.languages.onDidChangeDiagnostics(() => this.updateLater(pause)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.updateLater(pause)),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
    this.item.dispose();
  }

  private updateLater(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.update();
    }, milliseconds);
  }

  private async update(): Promise<void> {
    const state = this.session.state;
    if (state === 'idle') {
      return;
    }
    if (state === 'running') {
      const status = await this.session.request<Status>(statusMethod, undefined).catch(() => undefined);
      if (this.session.state === state && status) {
        this.showRunning(status);
      }
    } else if (state === 'starting') {
      this.show('$(loading~spin) Integrations', 'The language server is starting.');
    } else {
      this.show('$(warning) Integrations', `The language server is not running: ${this.session.problem}`);
      this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    }
  }

  private showRunning(status: Status): void {
    const findings = countFindings();
    const found = findingsText({ ...findings, notes: 0 });
    const icon = isBusy(status) ? '$(loading~spin)' : found === '' ? '$(check)' : '$(checklist)';
    const text = new vscode.MarkdownString(tooltip(status, findings), true);
    const commands = ['showStatus', 'showOutput', 'restart'].map((one) => `integrationsLs.${one}`);
    text.isTrusted = { enabledCommands: commands };
    const titles = ['Status', 'Output', 'Restart'];
    text.appendMarkdown(`\n\n${titles.map((title, at) => `[${title}](command:${commands[at]})`).join(' · ')}`);
    this.show(`${icon} Integrations${found === '' ? '' : `: ${found}`}`, text);
    if (isBusy(status)) {
      this.updateLater(busyPause);
    }
  }

  private show(text: string, tooltip: string | vscode.MarkdownString): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = undefined;
    this.item.show();
  }
}
