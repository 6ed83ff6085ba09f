import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/python.ts';
import { until } from '../../support/until.ts';
import { writeSettings } from './editor-settings.ts';
import { endGroup } from './end-group.ts';
import { freePort } from './free-port.ts';

/** A VS Code of its own: nothing of it is shared with another one. */
export interface Editor {
  url: string;
  port: number;
  /** The folder that is opened. */
  workspace: string;
  /** What the extensions say in their logs, by file name. */
  logs(): Promise<string>;
  close(): Promise<void>;
}

export interface EditorOptions {
  /** The script that starts code-server. */
  entry: string;
  /** Packaged extensions to install first. */
  vsix?: string[];
  /** Settings of the user and of the machine. */
  settings?: Record<string, unknown>;
  /** Added to the environment of the editor and so of the extensions; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** Content of the folder that is opened, by path. */
  files?: Record<string, string>;
}

/** Starts VS Code as a server. Close it, whatever happens: it is a process group of its own. */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  const folder = await mkdtemp(join(tmpdir(), 'dsp-editor-'));
  const [data, extensions, workspace] = ['data', 'extensions', 'workspace'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  let server: ChildProcess | undefined;
  const close = async (): Promise<void> => {
    if (server !== undefined) await endGroup(server);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await writeSettings(data, options.settings ?? {});
    await writeFiles(workspace, options.files ?? {});
    for (const vsix of options.vsix ?? []) await installExtension(options.entry, vsix, extensions);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const args = [
      ...[options.entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...['--config', join(folder, 'config.yaml'), '--user-data-dir', data, '--extensions-dir', extensions],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--ignore-last-opened', workspace],
    ];
    await writeFile(join(folder, 'config.yaml'), '');
    const env = { ...process.env, ...options.env };
    let said = '';
    server = spawn(process.execPath, args, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const listen = (chunk: Buffer): void => void (said += chunk.toString());
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    await until(`the editor answers; it says: ${said}`, async () =>
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return { url, port, workspace, logs: () => readLogs(data), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Installs a packaged extension into a folder of extensions, as a person does it by the command line.
 *
 * @throws Error With the words of the editor.
 */
export async function installExtension(entry: string, vsix: string, extensions: string): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'dsp-install-'));
  try {
    const config = join(data, 'config.yaml');
    await writeFile(config, '');
    const folders = ['--config', config, '--user-data-dir', data, '--extensions-dir', extensions];
    const { code, output } = await run(process.execPath, [entry, ...folders, '--install-extension', vsix]);
    if (code !== 0) throw new Error(`${vsix} could not be installed: ${output}`);
    return output;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

async function readLogs(data: string): Promise<string> {
  const names = (await readdir(join(data, 'logs'), { recursive: true })).filter((name) =>
    name.endsWith('.log'),
  );
  const texts = await Promise.all(
    names.map(async (name) => `── ${name}\n${await readFile(join(data, 'logs', name), 'utf8')}`),
  );
  return texts.join('\n');
}
