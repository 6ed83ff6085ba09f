/** Cuts a stream of text chunks into lines; `flush` hands over a last line that has no end. */
export function splitLines(onLine: (line: string) => void): { push(chunk: string): void; flush(): void } {
  let rest = '';
  return {
    push(chunk) {
      // Progress bars end their lines with a carriage return alone.
      const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') onLine(line);
    },
    flush() {
      if (rest.trim() !== '') onLine(rest.trimEnd());
      rest = '';
    },
  };
}
