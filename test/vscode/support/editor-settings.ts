import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing that a new editor shows or asks unbidden. */
const calm = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'security.workspace.trust.enabled': false,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.colorTheme': 'Default Dark Modern',
};

/**
 * Writes the settings of an editor that is about to start, into its folder of data. As a server it keeps those of the
 * user and those of the machine apart.
 */
export async function writeSettings(data: string, settings: Record<string, unknown>): Promise<void> {
  const text = JSON.stringify({ ...calm, ...settings }, undefined, 2);
  for (const scope of ['User', 'Machine']) {
    await mkdir(join(data, scope), { recursive: true });
    await writeFile(join(data, scope, 'settings.json'), text);
  }
}
