import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from '../../../contract/panels.ts';
import { variables, type VariableName } from '../variables.ts';
import { prometheus } from './data-sources.ts';

/** The variables of a dashboard. All is the usual choice, but for the dashboard of one service. */
export function grafanaVariables(dashboard: Dashboard): QueryVariableBuilder[] {
  return dashboard.variables.map((name) => {
    const isOne = dashboard.id === 'dsp-service-detail' && name === 'service';
    const variable = grafanaVariable(name);
    return isOne
      ? variable.includeAll(false)
      : variable.includeAll(true).allValue('.*').current({ selected: true, text: 'All', value: '$__all' });
  });
}

function grafanaVariable(name: VariableName): QueryVariableBuilder {
  const { title, series, label } = variables[name];
  const query = `label_values(${series}, ${label})`;
  return new QueryVariableBuilder(name)
    .label(title)
    .datasource(prometheus)
    .query({ query, refId: `variable-${name}` })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(name === 'run' ? VariableSort.Disabled : VariableSort.AlphabeticalAsc);
}
