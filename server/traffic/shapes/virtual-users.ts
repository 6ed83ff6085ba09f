/** k6 keeps about 2 MB for each virtual user; more than this would strain a laptop. */
const mostVirtualUsers = 1_000;
/** Answers are expected within this time, seconds; more users are made when they take longer. */
const usualAnswerSeconds = 0.25;

/**
 * Numbers of virtual users for an open model, by Little's law: requests in flight = rate × time to an answer.
 * So many are made before the start as usual answers need, and more on demand up to what the time-out allows.
 */
export function virtualUsersFor(rps: number, timeoutMs: number): { preAllocated: number; most: number } {
  const usual = Math.ceil(rps * usualAnswerSeconds) + 2;
  const worst = Math.ceil((rps * timeoutMs) / 1000) + 2;
  const most = Math.min(mostVirtualUsers, Math.max(usual, worst));
  return { preAllocated: Math.min(usual, most), most };
}
