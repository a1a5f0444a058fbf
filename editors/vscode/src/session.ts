// Owns the language client: finds the program, starts, stops and restarts it, and tells the user when it
// cannot. Starts and stops run one after the other, whoever asks for them.

import * as os from 'node:os';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  type StaticFeature,
} from 'vscode-languageclient/node';

import { CrashCounter } from './crashes';
import { candidates, explainFailure, type Found, findServer, type Search } from './discovery';
import { servedGlobs } from './served';
import { details, type Status, statusMethod, summary } from './status';
import { countFindings } from './statusItem';

const section = 'integrationsLs';

/** The files the server is told of. */
export const selector = servedGlobs.map((pattern) => ({ scheme: 'file', pattern }));

const openSetting = 'Open Setting';
const howToInstall = 'How to Install';
const showOutput = 'Show Output';
const retry = 'Retry';

/** Tells the server which of our commands its lenses may use. */
const knownCommands: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const commands = { commands: ['integrationsLs.showRendered'] };
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), commands };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/**
 * The library announces every failure of the connection in a notification of its own, some of them twice.
 * Here they go to the log; what the user has to know is said by the session, once.
 */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** `idle`: nobody needed the server so far. */
export type State = 'idle' | 'starting' | 'running' | 'stopped';

export class Session implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private server: Found | undefined;
  private why = 'no integration repository is open';
  private queue: Promise<void> = Promise.resolve();
  private current: State = 'idle';
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeState = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get state(): State {
    return this.current;
  }

  /** Why the server does not run, when it does not. */
  get problem(): string {
    return this.why;
  }

  dispose(): void {
    this.changed.dispose();
  }

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
      await this.offerHelp(`The language server is not running: ${this.problem}`, openSetting, howToInstall);
      return;
    }
    let status: Status;
    try {
      status = await this.client.sendRequest<Status>(statusMethod);
    } catch (error) {
      await this.offerHelp(`The language server does not answer: ${String(error)}`, showOutput);
      return;
    }
    for (const line of details(status, this.server.command)) {
      this.log.info(line);
    }
    const more = 'Show Details';
    if ((await vscode.window.showInformationMessage(summary(status, countFindings()), more)) === more) {
      this.log.show();
    }
  }

  /** Asks the server something of its own protocol. */
  async request<T>(method: string, params: unknown): Promise<T> {
    await this.queue;
    if (!this.client?.isRunning()) {
      throw new Error(`The language server is not running: ${this.problem}`);
    }
    return this.client.sendRequest<T>(method, params);
  }

  /** The program in use, or one that could be. */
  async program(): Promise<string> {
    await this.queue;
    const found = this.server ?? (await this.search()).found;
    if (!found) {
      throw new Error(this.why);
    }
    return found.command;
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error) => this.log.error(String(error)));
    return this.queue;
  }

  private async startNow(): Promise<void> {
    if (this.client) {
      return;
    }
    this.enter('starting');
    const search = await this.search();
    for (const { origin, command, problem } of search.rejected) {
      this.log.info(`${origin}: ${command}: ${problem}`);
    }
    if (!search.found) {
      this.fail(explainFailure(search), openSetting, howToInstall);
      return;
    }
    this.server = search.found;
    const { origin, command, version } = search.found;
    this.log.info(`${origin}: ${command}: version ${version}`);
    const client = this.createClient(command);
    try {
      await client.start();
    } catch (error) {
      this.log.error(String(error));
      await client.dispose().catch(() => undefined);
      this.fail(`The language server "${command}" ended while it was starting.`, showOutput, openSetting);
      return;
    }
    this.client = client;
    this.enter('running');
  }

  /** Looks for the program anew. */
  private search(): Promise<Search> {
    return findServer(
      candidates({
        setting: vscode.workspace.getConfiguration(section).get('server.path', ''),
        extensionFolder: this.context.extensionPath,
        workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
        home: os.homedir(),
        searchPath: process.env['PATH'] ?? '',
        platform: process.platform,
      }),
    );
  }

  /** Notes why there is no server, and tells the user once. */
  private fail(problem: string, ...buttons: string[]): void {
    this.client = undefined;
    this.why = problem;
    this.log.error(problem);
    this.enter('stopped');
    // Not awaited: the message may stay for hours and other steps must go on.
    void this.offerHelp(problem, ...buttons);
  }

  private createClient(command: string): LanguageClient {
    const client: LanguageClient = new QuietClient(
      section,
      'Datadog Integrations',
      { command, args: ['server'] },
      {
        documentSelector: selector,
        outputChannel: this.log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        errorHandler: this.createErrorHandler(() => this.client === client),
        // A start that failed is reported by startNow, in one message instead of several.
        initializationFailedHandler: () => false,
        // A copy without the methods of the configuration object.
        initializationOptions: () => JSON.parse(JSON.stringify(vscode.workspace.getConfiguration(section))),
      },
    );
    client.registerFeature(knownCommands);
    return client;
  }

  /** Brings a crashed server back without a word, unless it crashes all the time. */
  private createErrorHandler(isRunning: () => boolean): ErrorHandler {
    const crashes = new CrashCounter();
    return {
      // What follows a broken pipe is the end of the connection.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        if (!isRunning()) {
          return { action: CloseAction.DoNotRestart, handled: true };
        }
        if (crashes.mayRestart(Date.now())) {
          return { action: CloseAction.Restart, handled: true };
        }
        this.fail('The language server crashed too often and was not started again.', showOutput);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.server = undefined;
    this.why = 'it was stopped';
    // Fails when the server is gone already, which is what we want.
    await client?.dispose().catch(() => undefined);
    if (this.current !== 'idle') {
      this.enter('stopped');
    }
  }

  private enter(state: State): void {
    this.current = state;
    this.changed.fire();
    // For conditions of menus and of the walkthrough.
    void vscode.commands.executeCommand('setContext', `${section}.running`, state === 'running');
  }

  private async offerHelp(message: string, ...buttons: string[]): Promise<void> {
    const choice = await vscode.window.showErrorMessage(message, ...buttons, retry);
    if (choice === openSetting) {
      await vscode.commands.executeCommand('workbench.action.openSettings', `${section}.server.path`);
    } else if (choice === howToInstall) {
      // The page of the extension shows its README, also without a network.
      await vscode.commands.executeCommand('extension.open', this.context.extension.id);
    } else if (choice === showOutput) {
      this.log.show();
    } else if (choice === retry) {
      await this.restart();
    }
  }
}
