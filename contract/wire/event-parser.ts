import type { StreamEvent } from './stream-listener.ts';

/** Takes server-sent events from text that comes in pieces (WHATWG HTML, section 9.2). */
export interface EventParser {
  push(text: string): (StreamEvent & { id: string | undefined })[];
}

export function createEventParser(): EventParser {
  let rest = '';
  return {
    push(text) {
      rest += text;
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      return blocks.flatMap(parseBlock);
    },
  };
}

function parseBlock(block: string) {
  let event = 'message';
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'id') id = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? [] : [{ event, id, data: JSON.parse(data.join('\n')) as unknown }];
}
