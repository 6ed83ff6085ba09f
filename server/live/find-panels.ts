import type { Dashboard, Panel } from '../../contract/panels.ts';
import { ProblemError } from '../../contract/problems.ts';

/** Panels of one stream at most. */
const mostPanels = 60;

/** A panel with its id across all dashboards, `<dashboard>/<panel>`. */
export interface FoundPanel {
  id: string;
  panel: Panel;
}

/**
 * Finds the panels that are asked for, each once.
 * @throws ProblemError `invalid-request` naming the ids that there are not.
 */
export function findPanels(dashboards: readonly Dashboard[], text: string): FoundPanel[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  const found = ids.map((id) => ({ id, panel: findPanel(dashboards, id) }));
  const unknown = found.filter(({ panel }) => panel === undefined).map(({ id }) => id);
  const refuse = (message: string): never => {
    const errors = [{ field: 'panels', message, value: text.slice(0, 200) }];
    throw new ProblemError('invalid-request', 'Not valid: panels.', { errors });
  };
  if (unknown.length > 0)
    refuse(`There is no panel ${unknown.slice(0, 5).join(', ')}. GET /api/panels lists them.`);
  if (found.length === 0 || found.length > mostPanels) refuse(`must name 1 to ${mostPanels} panels`);
  return found as FoundPanel[];
}

function findPanel(dashboards: readonly Dashboard[], id: string): Panel | undefined {
  const [dashboard, panel] = id.split('/');
  return dashboards.find((each) => each.id === dashboard)?.panels.find((each) => each.id === panel);
}
