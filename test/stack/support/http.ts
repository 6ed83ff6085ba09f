/** Reads a JSON answer; anything but a 2xx within the deadline is an error that shows the answer. */
export async function getJson(url: string, init: RequestInit = {}, timeoutMs = 5000): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** Whether something at this address answers with a 2xx. */
export async function answers(url: string, timeoutMs = 2000): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).then(
    (response) => response.ok,
    () => false,
  );
}
