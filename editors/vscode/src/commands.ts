// Commands that change files: the server works out the edits, VS Code applies them, and one undo takes them back.

import * as vscode from 'vscode';

/** Answer of the server to its commands; `null` where it has nothing to work on. */
type Answer = { files: number; edits?: number } | null;

type Ask = <T>(method: string, params: unknown) => Promise<T>;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export class Commands {
  constructor(private readonly ask: Ask) {}

  register(): vscode.Disposable {
    const { registerCommand } = vscode.commands;
    return vscode.Disposable.from(
      registerCommand('integrationsLs.fixFile', () =>
        vscode.commands.executeCommand('editor.action.codeAction', {
          kind: 'source.fixAll.integrationsLs',
          apply: 'first',
        }),
      ),
      registerCommand('integrationsLs.fixRepository', () => this.told(() => this.fixRepository())),
      registerCommand('integrationsLs.syncIntegration', () => this.told(() => this.sync())),
    );
  }

  private async told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  private run(command: string, uri: vscode.Uri): Promise<Answer> {
    return this.ask<Answer>('workspace/executeCommand', { command, arguments: [uri.toString()] });
  }

  private async fixRepository(): Promise<void> {
    const open = vscode.window.activeTextEditor?.document.uri;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const uri =
      open?.scheme === 'file'
        ? open
        : (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0])?.uri;
    if (uri === undefined) {
      return;
    }
    const title = 'Looking for safe fixes';
    const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      this.run('integrationsLs.fixAll', uri),
    );
    if (answer === null) {
      void vscode.window.showWarningMessage('This is no integration repository, or it is still being read.');
    } else if (answer.files === 0) {
      void vscode.window.showInformationMessage('There is nothing that can be fixed safely.');
    } else {
      const text = `${count(answer.edits ?? 0, 'change')} in ${count(answer.files, 'file')}. Nothing is saved yet.`;
      const save = 'Save All';
      if ((await vscode.window.showInformationMessage(text, save)) === save) {
        await vscode.workspace.saveAll(false);
      }
    }
  }

  private async sync(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const answer = uri === undefined ? null : await this.run('integrationsLs.sync', uri);
    if (answer === null) {
      void vscode.window.showWarningMessage(
        'Open a file of an integration whose spec.yaml can be rendered: nothing is derived from this one.',
      );
    } else if (answer.files === 0) {
      void vscode.window.showInformationMessage('Everything derived from spec.yaml is in sync.');
    } else {
      void vscode.window.showInformationMessage(`Written: ${count(answer.files, 'file')}. Nothing is saved yet.`);
    }
  }
}
