import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, type Findings } from './verdict.ts';

/** A run of 100 messages that went well, and is counted to its end. */
const well: Findings = {
  phase: 'final',
  isDrained: true,
  acknowledged: 100,
  hasSink: true,
  duplicateEffects: 0,
  unexpected: 0,
  certainlyLost: 0,
  possiblyHidden: 0,
  partial: 0,
  blindSpots: [],
  gaps: [],
};
const killed = ['service-b ended with exit code 137'];

/** Answers in the order at most once, at least once, exactly once: t, f or ?. */
const cases: [title: string, findings: Partial<Findings>, answers: string, reason: RegExp][] = [
  ['all is well', {}, 'ttt', /All 100 acknowledged messages took effect/],
  ['the run goes on', { phase: 'running', isDrained: false }, '???', /goes on/],
  ['late arrivals are waited for', { phase: 'draining', isDrained: false }, '???', /waited for/],
  [
    'a loss is only suspected while the run goes on',
    { phase: 'running', certainlyLost: 5 },
    '???',
    /goes on/,
  ],
  ['a duplicate is certain at once', { phase: 'running', duplicateEffects: 1 }, 'f?f', /more than once/],
  ['a message was lost', { certainlyLost: 1 }, 'tff', /1 acknowledged message was lost/],
  ['a message took effect twice', { duplicateEffects: 2 }, 'ftf', /2 effects were applied more than once/],
  ['lost and duplicated', { certainlyLost: 3, duplicateEffects: 2 }, 'fff', /lost.*more than once/],
  ['nothing was acknowledged', { acknowledged: 0 }, '???', /No message was acknowledged/],
  ['nobody says what a message did', { hasSink: false, certainlyLost: 100 }, '???', /dsp\.effect/],
  [
    'the sink was killed, and all is there',
    { blindSpots: killed },
    '?t?',
    /second effect may be hidden: service-b/,
  ],
  [
    'the sink was killed, and something is missing that it may hide',
    { blindSpots: killed, possiblyHidden: 4 },
    '???',
    /4 acknowledged messages have no visible effect, which may be hidden: service-b/,
  ],
  [
    'the sink was killed, and something is missing that was sent after it',
    { blindSpots: killed, possiblyHidden: 4, certainlyLost: 2 },
    '?ff',
    /2 acknowledged messages were lost/,
  ],
  [
    'the sink was killed, and a duplicate was seen',
    { blindSpots: killed, duplicateEffects: 1 },
    'ftf',
    /twice|once/,
  ],
  ['a message arrived that was never sent', { unexpected: 1 }, 'ttf', /never sent/],
  ['the account has a gap', { gaps: ['the generator told nothing of 3 requests'] }, '???', /3 requests/],
  [
    'it did not come to rest, and something is missing',
    { isDrained: false, certainlyLost: 2 },
    '???',
    /come to rest/,
  ],
  ['it did not come to rest, and all is there', { isDrained: false }, '?t?', /come to rest/],
  ['one of two sinks has less', { partial: 2 }, 't??', /at one sink but not at another/],
];

for (const [title, findings, answers, reason] of cases) {
  test(`verdict: ${title}`, () => {
    const verdict = judge({ ...well, ...findings });
    const letters = { true: 't', false: 'f', unknown: '?' };
    const { atMostOnce, atLeastOnce, exactlyOnce } = verdict;
    assert.equal([atMostOnce, atLeastOnce, exactlyOnce].map((answer) => letters[answer]).join(''), answers);
    assert.match(verdict.reason, reason);
  });
}
