import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../system/files/read-text.ts';
import type { RunCommand } from '../../system/process/run-command.ts';

/** Names the process that listens on a port, such as `nginx (process 812)`; `undefined` when it cannot be known. */
export async function findPortHolder(port: number, run: RunCommand): Promise<string | undefined> {
  if (process.platform === 'linux') return holderFromProc(port);
  if (process.platform === 'win32') {
    const listed = await run(['netstat', '-ano', '-p', 'TCP'], { timeoutMs: 5_000 });
    return parseNetstat(listed.stdout, port);
  }
  const listed = await run(['lsof', '-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeoutMs: 5_000 });
  return parseLsof(listed.stdout);
}

/** Reads `lsof -Fpc`: a line `p<pid>` and a line `c<command>`. */
export function parseLsof(text: string): string | undefined {
  const pid = /^p(\d+)$/m.exec(text)?.[1];
  const command = /^c(.+)$/m.exec(text)?.[1];
  return pid === undefined ? undefined : `${command ?? 'a process'} (process ${pid})`;
}

/** Reads `netstat -ano`, whose words are translated but whose columns are not. */
export function parseNetstat(text: string, port: number): string | undefined {
  for (const line of text.split('\n')) {
    const [protocol, local, remote, , pid] = line.trim().split(/\s+/);
    const listens = remote !== undefined && /:0$/.test(remote);
    if (protocol === 'TCP' && local?.endsWith(`:${port}`) && listens && pid) return `process ${pid}`;
  }
  return undefined;
}

/** Finds the inodes of sockets that listen on a port, in the text of /proc/net/tcp or tcp6. */
export function listeningInodes(text: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', , state] = fields;
    // 0A is LISTEN in the kernel's table of TCP states.
    return local.endsWith(`:${wanted}`) && state === '0A' && fields[9] !== undefined ? [fields[9]] : [];
  });
}

function holderFromProc(port: number): string | undefined {
  const tables = [readText('/proc/net/tcp') ?? '', readText('/proc/net/tcp6') ?? ''];
  const links = new Set(
    tables.flatMap((text) => listeningInodes(text, port)).map((inode) => `socket:[${inode}]`),
  );
  if (links.size === 0) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openLinks(pid).some((link) => links.has(link))) {
      return `${(readText(`/proc/${pid}/comm`) ?? 'a process').trim()} (process ${pid})`;
    }
  }
  return undefined;
}

/** What the descriptors of a process point at; empty for those of other users. */
function openLinks(pid: string): string[] {
  const folder = join('/proc', pid, 'fd');
  try {
    return readdirSync(folder).map((name) => {
      try {
        return readlinkSync(join(folder, name));
      } catch {
        return '';
      }
    });
  } catch {
    return [];
  }
}
