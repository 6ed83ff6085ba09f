import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

/** The access token of the platform, kept in the editor's secret storage. */
export interface Tokens {
  /** What is known now; the store is read once, before anything is asked. */
  current(): string | undefined;
  /** Reads the store. */
  load(): Promise<void>;
  keep(token: string): Promise<void>;
  /** The token to start a platform with: the kept one, or a new one. */
  forStart(): Promise<string>;
}

const key = 'dsp.apiToken';

export function createTokens(secrets: vscode.SecretStorage): Tokens {
  let token: string | undefined;
  const keep = async (given: string): Promise<void> => {
    token = given;
    await secrets.store(key, given);
  };
  return {
    current: () => token,
    async load() {
      token ??= await secrets.get(key);
    },
    keep,
    async forStart() {
      token ??= (await secrets.get(key)) ?? undefined;
      if (token === undefined) await keep(randomBytes(24).toString('base64url'));
      return token as string;
    },
  };
}
