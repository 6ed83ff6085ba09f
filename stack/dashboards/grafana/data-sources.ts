/** The data sources of stack/grafana/provisioning/datasources, by what they are. */
export const prometheus = { type: 'prometheus', uid: 'prometheus' };
export const tempo = { type: 'tempo', uid: 'tempo' };
export const loki = { type: 'loki', uid: 'loki' };
