/** Compares versions such as `v2.24.5+ds1` by their numbers: negative when the first is older. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [numbersOf(first), numbersOf(second)];
  for (let index = 0; index < 3; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first version in a text, without its "v"; `undefined` when there is none. */
export function findVersion(text: string): string | undefined {
  return /\bv?(\d+\.\d+(\.\d+)?)/.exec(text)?.[1];
}

function numbersOf(version: string): number[] {
  return (findVersion(version) ?? '0').split('.').map(Number);
}
