import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Every text of the extension's code that is said in the editor's language: the first argument of each `t(…)`. */
export function textsInSource(folder: string): Set<string> {
  const texts = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.startsWith('package/')) continue;
    const source = ts.createSourceFile(
      name,
      readFileSync(join(folder, name), 'utf8'),
      ts.ScriptTarget.Latest,
    );
    visit(source, texts);
  }
  return texts;
}

function visit(node: ts.Node, texts: Set<string>): void {
  if (ts.isCallExpression(node) && isTranslate(node.expression)) {
    const [text] = node.arguments;
    if (text !== undefined && ts.isStringLiteralLike(text)) texts.add(text.text);
  }
  ts.forEachChild(node, (child) => visit(child, texts));
}

/** `t` by itself, or `vscode.l10n.t`. */
function isTranslate(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 't';
}
