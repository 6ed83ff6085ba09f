/** Fields of the repository's package.json that mean nothing to an editor, or the wrong thing. */
const leftOut: readonly string[] = [
  'private',
  'scripts',
  'dependencies',
  'devDependencies',
  'scarfSettings',
  // The extension is CommonJS; editors take the word for the whole package.
  'type',
];

/** The manifest of the packaged extension, from the package.json of the repository. */
export function packageManifest(manifest: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(manifest).filter(([name]) => !leftOut.includes(name));
  const { vscode } = manifest['engines'] as { vscode: string };
  return { ...Object.fromEntries(kept), engines: { vscode } };
}
