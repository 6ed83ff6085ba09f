/**
 * Serves the API, with the engine in memory and everything else real, until it is killed. Says its address in one
 * line. For tests that kill the API and start it again.
 */
import { buildPlatform, type PlatformOptions } from '../../support/platform.ts';

const options = JSON.parse(process.argv[2] ?? '') as PlatformOptions & { directory: string };
const { url } = await buildPlatform(options);
console.log(url);
