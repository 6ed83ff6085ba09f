/** Where systems keep the certificate authorities that they trust, as one file. */
export const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/ssl/ca-bundle.pem', // SUSE
  '/etc/ssl/cert.pem', // macOS, Alpine
] as const;

/** BuildKit refuses a larger secret. */
const largestSecretBytes = 500 * 1024;

/** What image builds get as the certificate authorities to trust, so that registries behind a company proxy work. */
export type CaBundle =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string }
  /** Several files that have to be put together. */
  | { readonly kind: 'merged'; readonly text: string };

/**
 * Chooses the bundle: what the user named (DSP_CA_FILE), or the system's together with what other tools were told
 * to trust. A file of extra authorities alone would not do where the proxy re-signs only some hosts.
 */
export function chooseCaBundle(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined,
): CaBundle {
  const named = env['DSP_CA_FILE'];
  if (named) return { kind: 'file', path: named };
  const read = (path: string | undefined) => {
    const text = path ? readFile(path) : undefined;
    return path && text?.includes('BEGIN CERTIFICATE') ? { path, text } : undefined;
  };
  const extra = [env['NODE_EXTRA_CA_CERTS'], env['SSL_CERT_FILE']]
    .map(read)
    .filter((file) => file !== undefined);
  const system = systemBundles.map(read).find((file) => file !== undefined);
  const files = [...(system ? [system] : []), ...extra];
  const [first] = files;
  if (!first) return { kind: 'none' };
  const certificates = new Set(files.flatMap(({ text }) => certificatesOf(text)));
  if (certificates.size === new Set(certificatesOf(first.text)).size)
    return { kind: 'file', path: first.path };
  const text = `${[...certificates].join('\n')}\n`;
  if (Buffer.byteLength(text) <= largestSecretBytes) return { kind: 'merged', text };
  return { kind: 'file', path: extra[0]?.path ?? first.path };
}

function certificatesOf(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
}
