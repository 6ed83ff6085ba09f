import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What keeps a browser without a desktop, and with nobody to talk to, quiet. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser, or says why there is none. In CI on Debian it is installed. */
export async function startBrowser(): Promise<Browser | string> {
  const path = process.env['DSP_CHROMIUM'] ?? places.find(existsSync) ?? install();
  if (path === undefined) {
    return 'Chromium is not installed. On Debian: apt-get install chromium. Elsewhere set DSP_CHROMIUM to its path.';
  }
  return chromium.launch({ executablePath: path, args: quiet });
}

function install(): string | undefined {
  const canInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (process.env['CI'] !== 'true' || !canInstall) return undefined;
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return places.find(existsSync);
}
