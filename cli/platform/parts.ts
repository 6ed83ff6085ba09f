/** One part of the platform: a service of the Compose project, with what people and checks need to know of it. */
export interface Part {
  readonly service: string;
  readonly title: string;
  /** Ports of 127.0.0.1 on which it is published. */
  readonly ports: readonly number[];
  /** Whether live traffic, metrics and traces need it. */
  readonly needed: boolean;
}

/** Name of the Compose project. */
export const projectName = 'dsp';

/** Where the Platform API is, unless DSP_API_URL says otherwise. */
export const defaultApiUrl = 'http://127.0.0.1:5050';

/** Every part, in the order in which people see them. */
export const parts: readonly Part[] = [
  { service: 'api', title: 'Platform API', ports: [5050], needed: true },
  // It publishes no port: only nodes and the platform's own parts can send to it.
  { service: 'collector', title: 'Collector', ports: [], needed: true },
  { service: 'prometheus', title: 'Prometheus', ports: [9090], needed: true },
  { service: 'tempo', title: 'Tempo', ports: [3200], needed: true },
  { service: 'loki', title: 'Loki', ports: [3100], needed: false },
  { service: 'grafana', title: 'Grafana', ports: [3000], needed: false },
  { service: 'service-a', title: 'ServiceA', ports: [10001], needed: true },
  { service: 'service-b', title: 'ServiceB', ports: [10002], needed: true },
  { service: 'sensor', title: 'Sensor', ports: [], needed: false },
];

/** Where the demonstration's traffic goes. */
export const demonstrationUrl = 'http://service-a/api/message-a';
