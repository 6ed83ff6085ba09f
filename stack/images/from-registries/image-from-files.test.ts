import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { importChanges, tarCommands } from './image-from-files.ts';

test('settings become the instructions of a Dockerfile', () => {
  const config = {
    entrypoint: ['/bin/server', '--fast'],
    command: ['run'],
    user: '10001',
    workingDirectory: '/data',
    environment: { GREETING: 'a "b"' },
    ports: [80],
    volumes: ['/data'],
  };
  assert.deepEqual(importChanges(config, { 'dsp.recipe': 'abc' }).slice(1), [
    'ENV GREETING="a \\"b\\""',
    'LABEL dsp.recipe="abc"',
    'ENTRYPOINT ["/bin/server","--fast"]',
    'CMD ["run"]',
    'USER 10001',
    'WORKDIR /data',
    'EXPOSE 80',
    'VOLUME /data',
  ]);
});

const hasGnuTar = process.platform === 'linux';

test('files become root’s with normal modes, special paths what they say', { skip: !hasGnuTar }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dsp-tar-'));
  try {
    const files = join(folder, 'files');
    mkdirSync(join(files, 'tmp'), { recursive: true });
    mkdirSync(join(files, 'data/inner'), { recursive: true });
    writeFileSync(join(files, 'program'), '', { mode: 0o700 });
    writeFileSync(join(files, 'secret'), '', { mode: 0o600 });
    symlinkSync('program', join(files, 'alias'));
    const archive = join(folder, 'image.tar');
    const special = [
      { path: 'tmp', mode: '1777' },
      { path: 'data', owner: '10001:10002' },
    ];
    for (const [command = '', ...args] of tarCommands(archive, { directory: files, special, config: {} })) {
      execFileSync(command, args);
    }
    const list = execFileSync('tar', ['--list', '--verbose', '--numeric-owner', '--file', archive], {
      encoding: 'utf8',
    });
    const entries = list
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [mode = '', owner, , , , ...name] = line.split(/\s+/);
        // The mode of a link means nothing.
        return `${mode.startsWith('l') ? 'link' : mode} ${owner} ${name.join(' ')}`;
      });
    assert.deepEqual(entries.sort(), [
      '-rw-r--r-- 0/0 ./secret',
      '-rwxr-xr-x 0/0 ./program',
      'drwxr-xr-x 0/0 ./',
      'drwxr-xr-x 10001/10002 ./data/',
      'drwxr-xr-x 10001/10002 ./data/inner/',
      'drwxrwxrwt 0/0 ./tmp/',
      'link 0/0 ./alias -> program',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
