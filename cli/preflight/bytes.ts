export const gibibyte = 1024 ** 3;

/** Bytes in words: `512 MiB`, `10.5 GiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < gibibyte) return `${Math.round(bytes / 1024 ** 2)} MiB`;
  const value = bytes / gibibyte;
  return `${value < 100 ? Number(value.toFixed(1)) : Math.round(value)} GiB`;
}
