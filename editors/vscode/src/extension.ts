// Entry point of the extension. Activation only means that some file name looked promising; the server
// starts once an opened folder or file turns out to belong to an integration repository.

import * as vscode from 'vscode';

import { Commands } from './commands';
import { Explainer } from './explain';
import { Preview } from './preview';
import { holdsRepository, isInRepository } from './repository';
import { Session, selector } from './session';
import { StatusItem } from './statusItem';

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Datadog Integrations', { log: true });
  const current = new Session(context, log);
  session = current;
  let wanted = false;

  async function want(): Promise<void> {
    if (!wanted) {
      wanted = true;
      await current.start();
    }
  }

  async function lookAtFolders(): Promise<void> {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (!wanted && folder.uri.scheme === 'file' && (await holdsRepository(folder.uri.fsPath))) {
        await want();
      }
    }
  }

  async function lookAtDocument(document: vscode.TextDocument): Promise<void> {
    if (!wanted && vscode.languages.match(selector, document) > 0 && (await isInRepository(document.uri.fsPath))) {
      await want();
    }
  }

  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('integrationsLs.restart', () => {
      // Someone who asks for the server gets it, in whatever folder.
      wanted = true;
      return current.restart();
    }),
    vscode.commands.registerCommand('integrationsLs.showStatus', () => current.showStatus()),
    vscode.commands.registerCommand('integrationsLs.showOutput', () => log.show()),
    current,
    new StatusItem(current),
    new Commands((method, params) => current.request(method, params)).register(),
    new Explainer(() => current.program()).register(),
    new Preview((method, params) => current.request(method, params)).register(),
    vscode.workspace.onDidOpenTextDocument(lookAtDocument),
    vscode.workspace.onDidChangeWorkspaceFolders(lookAtFolders),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (wanted && event.affectsConfiguration('integrationsLs.server.path')) {
        void current.restart();
      }
    }),
  );

  await lookAtFolders();
  for (const document of vscode.workspace.textDocuments) {
    await lookAtDocument(document);
  }
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
