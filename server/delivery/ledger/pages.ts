import { messagesPerPage, newPage, type Page } from './page.ts';

/** Pages that a ledger keeps: 262 144 messages, which at 1000 messages a second is the last four minutes. */
export const mostPages = 64;
/** How far a number may run ahead of the highest one that the generator told, messages. */
const furthestAhead = 65_536;

/** The window of messages that a ledger remembers: the newest pages, by number. */
export interface Pages {
  /**
   * The page of a message. `forgotten`: it is below the window. `too-far`: no such message can have been sent yet,
   * as nothing near its number was.
   */
  pageOf(sequence: number, isTold: boolean): Page | 'forgotten' | 'too-far';
  /** From the highest number down. */
  descending(): Page[];
}

/** @param onForget Called with a page that falls out of the window, while it is still among the pages. */
export function createPages(onForget: (page: Page) => void): Pages {
  const pages = new Map<number, Page>();
  let order: Page[] = [];
  let forgottenBelow = 0;
  let highestTold = 0;
  let last: Page | undefined;

  function make(index: number): Page {
    const page = newPage(index);
    pages.set(index, page);
    order = [...order, page].sort((a, b) => b.index - a.index);
    while (order.length > mostPages) {
      const oldest = order.at(-1) as Page;
      onForget(oldest);
      pages.delete(oldest.index);
      order.pop();
      forgottenBelow = oldest.index + 1;
    }
    return page;
  }

  return {
    pageOf(sequence, isTold) {
      if (isTold) highestTold = Math.max(highestTold, sequence);
      else if (sequence > highestTold + furthestAhead) return 'too-far';
      const index = Math.floor(sequence / messagesPerPage);
      if (last?.index === index) return last;
      if (index < forgottenBelow) return 'forgotten';
      last = pages.get(index) ?? make(index);
      return last;
    },
    descending: () => order,
  };
}
