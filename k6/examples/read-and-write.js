/* global __ENV */
import { check, sleep } from 'k6';
import http from 'k6/http';

/**
 * A script of one's own, for what a shape cannot say: here some users who write a message, look at the ledger and
 * think. Start it with {"targetUrl": "http://service-b", "scenario": {"type": "script", "file": "read-and-write.js"}}.
 *
 * The platform gives DSP_TARGET_URL, DSP_RUN, DSP_SEED and DSP_DURATION_SECONDS.
 */
export const options = {
  vus: 5,
  duration: `${__ENV.DSP_DURATION_SECONDS}s`,
};

export default function user() {
  const written = http.post(
    `${__ENV.DSP_TARGET_URL}/api/message-b`,
    JSON.stringify({ text: 'from a script' }),
    {
      headers: { 'content-type': 'application/json' },
      tags: { name: 'write' },
    },
  );
  const read = http.get(`${__ENV.DSP_TARGET_URL}/api/ledger`, { tags: { name: 'read' } });
  check(written, { 'is written': ({ status }) => status === 200 });
  check(read, { 'is read': ({ status }) => status === 200 });
  sleep(0.5);
}
