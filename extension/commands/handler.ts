import type { Services } from '../services.ts';
import type { CommandArguments } from './pick.ts';

/** What a command does. Errors are reported by whoever registers it. */
export type Handler = (services: Services, args: CommandArguments) => Promise<void> | void;
