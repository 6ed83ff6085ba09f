import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '../../system/files/json-file.ts';

/** What a folder of the platform says of itself. */
export interface PlatformCopy {
  readonly version: string;
  /** Another one for every copy that was installed; `checkout` where the sources are. */
  readonly build: string;
  /** Names the Dockerfile of the Platform API, from the sources or from what was built before. */
  readonly apiDockerfile: string;
}

/** Reads the package.json of a checkout, or of the copy that the editor's extension has installed. */
export function readCopy(root: string): PlatformCopy {
  const { version = '0.0.0', build } = (readJsonFile(join(root, 'package.json')) ?? {}) as {
    version?: string;
    build?: string;
  };
  const fromSources = 'server/Dockerfile';
  const isCheckout = existsSync(join(root, fromSources));
  return {
    version,
    build: build === undefined ? 'checkout' : `${version}-${build}`,
    apiDockerfile: isCheckout ? fromSources : 'server/prebuilt.Dockerfile',
  };
}
