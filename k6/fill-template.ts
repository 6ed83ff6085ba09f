import { fraction, mix } from './schedule/random.ts';

/** What is known of a message when its body is made. */
export interface TemplateValues {
  run: string;
  message: string;
  sequence: number;
  seed: number;
}

const placeholder = /\{\{(message|sequence|run|random|randomInt (-?\d{1,9}) (-?\d{1,9}))\}\}/g;

/**
 * Fills in the placeholders of a body. Everything else stays as it is. Random numbers depend on the seed, the
 * message and the place in the body, so that a repeated run sends the same bodies.
 */
export function fillTemplate(template: string, values: TemplateValues): string {
  if (!template.includes('{{')) return template;
  let place = 0;
  return template.replace(placeholder, (_, name: string, low?: string, high?: string) => {
    place += 1;
    switch (name) {
      case 'message':
      case 'run':
        return values[name];
      case 'sequence':
        return String(values.sequence);
      default:
        return randomText(fraction(mix(values.seed, values.sequence, place)), low, high);
    }
  });
}

function randomText(share: number, low?: string, high?: string): string {
  if (low === undefined || high === undefined) return String(share);
  const [least, most] = [Math.min(Number(low), Number(high)), Math.max(Number(low), Number(high))];
  return String(least + Math.floor(share * (most - least + 1)));
}
