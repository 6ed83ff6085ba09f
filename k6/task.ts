/** What a run asks of k6, as the Platform API hands it over in the environment. */
export interface Task {
  run: string;
  shape: string;
  targetUrl: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  timeoutMs: number;
  scenario: Record<string, unknown>;
}
