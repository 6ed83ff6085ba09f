import type { Dashboard } from '../../contract/panels.ts';
import { errors } from './errors.ts';
import { learning } from './learning.ts';
import { load } from './load.ts';
import { platform } from './platform.ts';
import { resilience } from './resilience.ts';
import { serviceDetail } from './service-detail.ts';

/** Every dashboard, in the order in which a lesson looks at them. The live page and Grafana draw the same ones. */
export const dashboards: readonly Dashboard[] = [load, errors, resilience, learning, serviceDetail, platform];
