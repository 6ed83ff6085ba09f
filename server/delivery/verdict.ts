import type { Answer, DeliveryPhase, DeliveryVerdict } from '../../contract/delivery.ts';

/** All that a verdict rests on. */
export interface Findings {
  phase: DeliveryPhase;
  /** Whether the system came to rest before the count was closed. */
  isDrained: boolean;
  acknowledged: number;
  /** Whether any sink says what it does (`dsp.effect`), in this run or in an earlier one to the same target. */
  hasSink: boolean;
  duplicateEffects: number;
  unexpected: number;
  /** Acknowledged messages without an effect. */
  certainlyLost: number;
  possiblyHidden: number;
  /** Acknowledged messages that took effect at one sink but not at another. */
  partial: number;
  /** What may have hidden arrivals, in words. */
  blindSpots: readonly string[];
  /** What is known to be missing from the account itself, in words. */
  gaps: readonly string[];
}

interface Judgement {
  answer: Answer;
  reason: string;
}

/**
 * Says which guarantees the run kept (docs/delivery.md has the table).
 *
 * A violation that was seen is `false` at once; `true` needs a final count that nothing could have hidden
 * anything from; everything else is `unknown`, with the reason.
 */
export function judge(findings: Findings): DeliveryVerdict {
  const atMostOnce = judgeAtMostOnce(findings);
  const atLeastOnce = judgeAtLeastOnce(findings);
  const exactlyOnce = judgeExactlyOnce(findings, atMostOnce, atLeastOnce);
  return {
    atMostOnce: atMostOnce.answer,
    atLeastOnce: atLeastOnce.answer,
    exactlyOnce: exactlyOnce.answer,
    reason: exactlyOnce.reason,
    reasons: {
      atMostOnce: atMostOnce.reason,
      atLeastOnce: atLeastOnce.reason,
      exactlyOnce: exactlyOnce.reason,
    },
  };
}

function judgeAtMostOnce(findings: Findings): Judgement {
  const { duplicateEffects, blindSpots, gaps } = findings;
  if (duplicateEffects > 0) {
    return no(`${messages(duplicateEffects, 'effect was', 'effects were')} applied more than once.`);
  }
  const open = whyOpen(findings);
  if (open !== undefined) return open;
  const hidden = [...blindSpots, ...gaps];
  if (hidden.length > 0) return unknown(`A second effect may be hidden: ${hidden.join('; ')}.`);
  if (!findings.isDrained) return unknown(notDrained);
  return yes('No message took effect twice.');
}

function judgeAtLeastOnce(findings: Findings): Judgement {
  const { certainlyLost, possiblyHidden, partial, blindSpots, gaps, acknowledged } = findings;
  const open = whyOpen(findings);
  if (open !== undefined) return open;
  if (certainlyLost > 0 && !findings.isDrained) {
    return unknown(`${notDrained} ${certainlyLost} acknowledged messages are outstanding.`);
  }
  if (certainlyLost > 0) {
    return no(`${messages(certainlyLost, 'acknowledged message was', 'acknowledged messages were')} lost.`);
  }
  if (possiblyHidden > 0) {
    const words = messages(possiblyHidden, 'acknowledged message has', 'acknowledged messages have');
    return unknown(
      `${words} no visible effect, which may be hidden: ${[...blindSpots, ...gaps].join('; ')}.`,
    );
  }
  if (gaps.length > 0) return unknown(`The count is not complete: ${gaps.join('; ')}.`);
  if (partial > 0) {
    const words = messages(partial, 'message', 'messages');
    return unknown(
      `${words} took effect at one sink but not at another; whether that was meant, only you know.`,
    );
  }
  return yes(`All ${acknowledged} acknowledged messages took effect.`);
}

function judgeExactlyOnce(
  { unexpected, phase }: Findings,
  atMostOnce: Judgement,
  atLeastOnce: Judgement,
): Judgement {
  const broken = [atLeastOnce, atMostOnce].filter(({ answer }) => answer === 'false');
  if (broken.length > 0) return no(broken.map(({ reason }) => reason).join(' '));
  // As in Jepsen: a message that nobody sent is as wrong as one that is lost.
  if (unexpected > 0 && phase === 'final') {
    return no(`${messages(unexpected, 'arrival', 'arrivals')} of messages that were never sent.`);
  }
  const open = [atLeastOnce, atMostOnce].filter(({ answer }) => answer === 'unknown');
  if (open.length > 0) return unknown([...new Set(open.map(({ reason }) => reason))].join(' '));
  return yes(`${atLeastOnce.reason} ${atMostOnce.reason}`);
}

const notDrained = 'The system did not come to rest in time.';

/** Why nothing can be said yet, or at all. */
function whyOpen({ phase, acknowledged, hasSink }: Findings): Judgement | undefined {
  if (phase === 'running') return unknown('The run goes on.');
  if (phase === 'draining') return unknown('Late arrivals are still waited for.');
  if (acknowledged === 0) return unknown('No message was acknowledged.');
  if (!hasSink) return unknown('No service says what it did with a message (span attribute dsp.effect).');
  return undefined;
}

const yes = (reason: string): Judgement => ({ answer: 'true', reason });
const no = (reason: string): Judgement => ({ answer: 'false', reason });
const unknown = (reason: string): Judgement => ({ answer: 'unknown', reason });

function messages(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
