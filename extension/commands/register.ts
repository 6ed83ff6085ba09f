import * as vscode from 'vscode';
import { commandId, type CommandName } from '../contributions/commands.ts';
import { report } from '../report.ts';
import type { Services } from '../services.ts';
import { handlers } from './all-commands.ts';

/** Registers every command. What goes wrong in one is said in one place, and never escapes. */
export function registerCommands(services: Services): vscode.Disposable {
  const { log, tokens, readEngine } = services;
  const registered = (Object.keys(handlers) as CommandName[]).map((name) =>
    vscode.commands.registerCommand(commandId(name), async (...args: unknown[]) => {
      log.debug(`command ${name}`);
      try {
        await tokens.load();
        await handlers[name](services, args);
      } catch (error) {
        report(error, log, readEngine).catch((failure: unknown) => log.error(String(failure)));
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
