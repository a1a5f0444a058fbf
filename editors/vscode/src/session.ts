// Owns the language client: finds the program, starts, stops and restarts it, and tells the user when it
// cannot. Starts and stops run one after the other, whoever asks for them.

import * as os from 'node:os';
import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';

import { candidates, explainFailure, findServer, type Found } from './discovery';
import { servedNames } from './repository';
import { details, type Status, statusMethod, summary } from './status';

const section = 'integrationsLs';

const selector = servedNames.map((name) => ({ scheme: 'file', pattern: `**/${name}` }));

const openSetting = 'Open Setting';
const howToInstall = 'How to Install';
const retry = 'Retry';

export class Session {
  private client: LanguageClient | undefined;
  private server: Found | undefined;
  private problem = 'no integration repository is open';
  private queue: Promise<void> = Promise.resolve();
  private item: vscode.LanguageStatusItem | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Asks the server what it has loaded; says why it does not run when it does not. */
  async showStatus(): Promise<void> {
    await this.queue;
    if (!this.client?.isRunning() || !this.server) {
      await this.offerHelp(`The language server is not running: ${this.problem}`);
      return;
    }
    let status: Status;
    try {
      status = await this.client.sendRequest<Status>(statusMethod);
    } catch (error) {
      await this.offerHelp(`The language server does not answer: ${String(error)}`);
      return;
    }
    for (const line of details(status, this.server.command)) {
      this.log.info(line);
    }
    const more = 'Show Details';
    if ((await vscode.window.showInformationMessage(summary(status), more)) === more) {
      this.log.show();
    }
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error) => this.log.error(String(error)));
    return this.queue;
  }

  private async startNow(): Promise<void> {
    if (this.client) {
      return;
    }
    const search = await findServer(
      candidates({
        setting: vscode.workspace.getConfiguration(section).get('server.path', ''),
        extensionFolder: this.context.extensionPath,
        workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
        home: os.homedir(),
        searchPath: process.env['PATH'] ?? '',
        platform: process.platform,
      }),
    );
    for (const { origin, command, problem } of search.rejected) {
      this.log.info(`${origin}: ${command}: ${problem}`);
    }
    if (!search.found) {
      this.problem = explainFailure(search);
      this.log.error(this.problem);
      this.showState();
      // Not awaited: the message may stay for hours and other steps must go on.
      void this.offerHelp(this.problem);
      return;
    }
    this.server = search.found;
    const { origin, command, version } = search.found;
    this.log.info(`${origin}: ${command}: version ${version}`);
    const client = this.createClient(command);
    try {
      await client.start();
    } catch (error) {
      await client.dispose().catch(() => undefined);
      this.problem = `${command} was started, but did not answer: ${String(error)}`;
      this.log.error(this.problem);
      this.showState();
      void this.offerHelp(this.problem);
      return;
    }
    this.client = client;
    this.showState();
  }

  private createClient(command: string): LanguageClient {
    return new LanguageClient(
      section,
      'Datadog Integrations',
      { command, args: ['server'] },
      {
        documentSelector: selector,
        outputChannel: this.log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: () => ({
          repository: { kind: vscode.workspace.getConfiguration(section).get('repository.kind', 'auto') },
        }),
      },
    );
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.server = undefined;
    this.problem = 'it was stopped';
    // Fails when the server is gone already, which is what we want.
    await client?.dispose().catch(() => undefined);
    this.showState();
  }

  /** Keeps the entry in the language menu of the status bar up to date. */
  private showState(): void {
    if (!this.item) {
      // Made with the first start only: a web app's manifest.json must not show us at all.
      this.item = vscode.languages.createLanguageStatusItem(section, selector);
      this.item.name = 'Datadog Integrations';
      this.item.command = { command: `${section}.showStatus`, title: 'Show Status' };
      this.context.subscriptions.push(this.item);
    }
    const running = this.client !== undefined;
    this.item.text = running ? `integrations-ls ${this.server?.version}` : 'integrations-ls: not running';
    this.item.severity = running ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
  }

  private async offerHelp(message: string): Promise<void> {
    const choice = await vscode.window.showErrorMessage(message, openSetting, howToInstall, retry);
    if (choice === openSetting) {
      await vscode.commands.executeCommand('workbench.action.openSettings', `${section}.server.path`);
    } else if (choice === howToInstall) {
      // The page of the extension shows its README, also without a network.
      await vscode.commands.executeCommand('extension.open', this.context.extension.id);
    } else if (choice === retry) {
      await this.restart();
    }
  }
}
