import type { FailedLine, PlatformProgress } from '../../contract/platform-progress.ts';
import { exitCodes, Failure, type ExitCode } from '../failure.ts';
import { inEditorWords } from '../print/editor-words.ts';

/** The end of a command that threw, with what the process tells its caller. */
export function failedLine(error: unknown): { readonly line: FailedLine; readonly exitCode: ExitCode } {
  if (!(error instanceof Failure)) {
    const [message = '', ...details] =
      error instanceof Error ? (error.stack ?? error.message).split('\n') : [String(error)];
    const failure = {
      message: `Something unexpected went wrong: ${message}`,
      details: details.map((line) => line.trim()),
    };
    return { line: { type: 'outcome', outcome: 'failed', failure }, exitCode: exitCodes.failed };
  }
  const { message, remedy, details, logFile, exitCode } = error;
  const failure = {
    ...{ message, details },
    ...(remedy === undefined ? {} : { remedy }),
    ...(logFile === undefined ? {} : { logFile }),
  };
  return { line: { type: 'outcome', outcome: 'failed', failure }, exitCode };
}

/** What is meant for people in a line, in the words of the editor. Lines of tools and logs stay as they are. */
export function editorProgress(line: PlatformProgress): PlatformProgress {
  switch (line.type) {
    case 'text':
      return { ...line, text: inEditorWords(line.text) };
    case 'finding': {
      const { finding, remedy } = line;
      const advice = remedy === undefined ? {} : { remedy: inEditorWords(remedy) };
      return { ...line, finding: inEditorWords(finding), ...advice };
    }
    case 'outcome': {
      if (line.outcome !== 'failed') return line;
      const { message, remedy } = line.failure;
      const advice = remedy === undefined ? {} : { remedy: inEditorWords(remedy) };
      return { ...line, failure: { ...line.failure, message: inEditorWords(message), ...advice } };
    }
    case 'step':
    case 'item':
      return line;
  }
}
