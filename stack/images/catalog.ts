import { collector } from './from-registries/recipes/collector.ts';
import { debian } from './from-registries/recipes/debian.ts';
import { golang } from './from-registries/recipes/golang.ts';
import { k6 } from './from-registries/recipes/k6.ts';
import { loki } from './from-registries/recipes/loki.ts';
import { node } from './from-registries/recipes/node.ts';
import { prometheus } from './from-registries/recipes/prometheus.ts';
import { python } from './from-registries/recipes/python.ts';
import { tempo } from './from-registries/recipes/tempo.ts';
import type { ImageSpec } from './image.ts';

/** Every image that comes from outside, in the order of need. */
export const catalog: readonly ImageSpec[] = [
  {
    name: 'debian',
    reference: 'debian:bookworm-slim',
    need: 'main',
    recipe: debian,
    without: 'Images of our own that stand on Debian cannot be built.',
  },
  {
    name: 'node',
    reference: 'node:24-bookworm-slim',
    need: 'main',
    recipe: node,
    without: 'The Platform API and ServiceA cannot be built.',
  },
  {
    name: 'golang',
    reference: 'golang:1.26-bookworm',
    need: 'main',
    recipe: golang,
    without: 'ServiceB and the network shaper cannot be built.',
  },
  {
    name: 'collector',
    reference: 'otel/opentelemetry-collector-contrib:0.155.0',
    need: 'main',
    recipe: collector,
    without: 'No metrics, traces and logs of the nodes are collected.',
  },
  {
    name: 'k6',
    reference: 'grafana/k6:1.8.1',
    need: 'main',
    recipe: k6,
    without: 'No traffic can be started.',
  },
  {
    name: 'prometheus',
    // The release that the Collector's exporter is made with as well: building both takes little more than one.
    reference: 'prom/prometheus:v3.12.0',
    need: 'main',
    recipe: prometheus,
    without: 'No metrics are kept, so there are no charts.',
  },
  {
    name: 'tempo',
    reference: 'grafana/tempo:2.9.0',
    alternative: 'grafana/tempo:1.5.0',
    need: 'main',
    recipe: tempo,
    without: 'No traces are kept.',
  },
  {
    name: 'loki',
    reference: 'grafana/loki:3.7.8',
    need: 'background',
    recipe: loki,
    without: 'No logs are kept; the logs of a single node are still shown from its container.',
  },
  {
    name: 'python',
    reference: 'python:3.11-slim-bookworm',
    need: 'background',
    recipe: python,
    without: 'Nodes from the Python template cannot be built.',
  },
  {
    name: 'grafana',
    reference: 'grafana/grafana:12.4.3',
    need: 'optional',
    without: 'The Grafana dashboards are not there; the same charts are on the live page.',
  },
  {
    name: 'pumba',
    reference: 'ghcr.io/alexei-led/pumba:1.2.0',
    need: 'optional',
    without: 'Faults are made by the other drivers (engine, shaper) instead of Pumba.',
  },
  {
    name: 'pumba-nettools',
    reference: 'ghcr.io/alexei-led/pumba-alpine-nettools:sha-19e0a46',
    need: 'optional',
    without: 'Pumba cannot make network faults in nodes that have no tc of their own.',
  },
];

/** Finds an image by its short name. */
export function findImage(name: string): ImageSpec {
  const found = catalog.find((image) => image.name === name);
  if (!found) throw new Error(`There is no image "${name}" in the catalog.`);
  return found;
}
