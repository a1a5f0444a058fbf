// Shows what a specification renders to, beside it and as one types: a read-only document whose text
// comes from the server.

import * as vscode from 'vscode';

const scheme = 'integrations-ls';
/** Method name of the request; see `Rendered` for the answer. */
const renderedMethod = 'integrationsLs/rendered';
/** The server needs milliseconds; typing comes in bursts. */
const pause = 150;

interface RenderedParams {
  uri: string;
  file: string | null;
}

/** The rendered file, or why there is none. */
interface Rendered {
  file: string | null;
  text: string | null;
  problem: string | null;
}

type Ask = <T>(method: string, params: unknown) => Promise<T>;

export class Preview implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly ask: Ask) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      // A lens names address and file; the button above the editor hands over more than that.
      vscode.commands.registerCommand('integrationsLs.showRendered', (uri?: string | vscode.Uri, file?: unknown) =>
        this.show(
          (uri ?? vscode.window.activeTextEditor?.document.uri)?.toString(),
          typeof file === 'string' ? file : null,
        ),
      ),
      vscode.workspace.onDidChangeTextDocument((event) => this.refreshLater(event.document.uri.toString())),
      vscode.workspace.onDidSaveTextDocument((document) => this.refreshLater(document.uri.toString())),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const params: RenderedParams = JSON.parse(uri.query);
    try {
      const { text, problem } = await this.ask<Rendered>(renderedMethod, params);
      return text ?? `# ${problem ?? 'Nothing is rendered.'}\n`;
    } catch (error) {
      return `# ${String(error)}\n`;
    }
  }

  private async show(uri: string | undefined, file: string | null): Promise<void> {
    if (uri === undefined) {
      return;
    }
    const params: RenderedParams = { uri, file };
    const rendered = await this.ask<Rendered>(renderedMethod, params);
    if (rendered.file === null) {
      void vscode.window.showErrorMessage(rendered.problem ?? 'Nothing is rendered from this file.');
      return;
    }
    // The path is the title of the tab.
    const query = JSON.stringify({ uri, file: rendered.file });
    const target = vscode.Uri.from({ scheme, path: `/rendered/${rendered.file}`, query });
    const document = await vscode.workspace.openTextDocument(target);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  /** Has the previews of a specification asked for again, once typing pauses. */
  private refreshLater(source: string): void {
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== scheme || (JSON.parse(document.uri.query) as RenderedParams).uri !== source) {
        continue;
      }
      const key = document.uri.toString();
      clearTimeout(this.timers.get(key));
      this.timers.set(
        key,
        setTimeout(() => {
          this.timers.delete(key);
          this.changed.fire(document.uri);
        }, pause),
      );
    }
  }
}
