import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the platform: where compose.yaml is. Bundled, this code is in `dist/cli/`, which is as deep below it
 * as `system/files/` is.
 */
export const rootFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
