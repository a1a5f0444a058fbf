// Shows the page of a rule as a rendered preview: of the finding at the caret, or one chosen from the list.

import * as vscode from 'vscode';

import { askRules, codesOf, type Rule } from './rules';

const scheme = 'integrations-ls-rule';
const suffix = '.md';

/** The rules do not change while a program runs; a restart may bring another program. */
interface Known {
  program: string;
  rules: Promise<Rule[]>;
}

export class Explainer implements vscode.TextDocumentContentProvider {
  private known: Known | undefined;

  constructor(private readonly findProgram: () => Promise<string>) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.commands.registerCommand('integrationsLs.explainRule', (code?: string) => this.explain(code)),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const code = uri.path.slice(1, -suffix.length);
    const rules = await this.rules();
    return rules.find((rule) => rule.code === code)?.docs ?? `There is no rule \`${code}\`.\n`;
  }

  private async rules(): Promise<Rule[]> {
    const program = await this.findProgram();
    if (this.known?.program !== program) {
      this.known = { program, rules: askRules(program) };
    }
    const { known } = this;
    try {
      return await known.rules;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  private async explain(given: unknown): Promise<void> {
    try {
      const code = typeof given === 'string' ? given : await this.choose();
      if (code !== undefined) {
        await this.show(code);
      }
    } catch (error) {
      void vscode.window.showErrorMessage(`The rules cannot be shown: ${String(error)}`);
    }
  }

  private async choose(): Promise<string | undefined> {
    const editor = vscode.window.activeTextEditor;
    const here = editor
      ? vscode.languages
          .getDiagnostics(editor.document.uri)
          .filter((finding) => finding.range.contains(editor.selection.active))
      : [];
    const codes = codesOf(here);
    if (codes.length === 1) {
      return codes[0];
    }
    const rules = (await this.rules()).filter((rule) => codes.length === 0 || codes.includes(rule.code));
    const items = rules.map(({ code, severity, summary }) => ({ label: code, description: severity, detail: summary }));
    const options = { placeHolder: 'Rule to explain', matchOnDetail: true };
    return (await vscode.window.showQuickPick(items, options))?.label;
  }

  private async show(code: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${code}${suffix}` });
    const beside = vscode.window.activeTextEditor !== undefined;
    try {
      await vscode.commands.executeCommand(beside ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uri);
    } catch {
      // Part of VS Code, but it can be switched off.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }
}
