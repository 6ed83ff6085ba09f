import { z } from 'zod';
import { faultCatalog, type FaultKind } from '../../contract/faults/catalog.ts';
import type { FaultCatalogEntry } from '../../contract/faults/fault.ts';
import type { FaultKindEntry } from '../../contract/faults/kind.ts';
import type { FaultDriver } from '../faults/drivers/driver.ts';
import type { FaultStore } from '../faults/fault-store.ts';
import type { Supervisor } from '../faults/supervisor.ts';
import type { Handlers } from '../http/bind-routes.ts';

/** The routes of faults, and of the catalog of their kinds. */
export function faultRoutes(
  supervisor: Supervisor,
  store: FaultStore,
  drivers: readonly FaultDriver[],
): Pick<Handlers, 'faultCreate' | 'faultList' | 'faultHalt' | 'faultCatalog' | 'faultGet' | 'faultEnd'> {
  return {
    faultCreate: ({ body }) => supervisor.create(body),
    faultList: () => ({ faults: store.list() }),
    faultHalt: () => supervisor.halt(),
    faultGet: ({ params }) => store.get(params.id),
    faultEnd: ({ params }) => supervisor.end(params.id),

    faultCatalog: () => ({
      kinds: Object.values(faultCatalog).map((entry) => catalogEntry(entry, drivers)),
    }),
  };
}

function catalogEntry(
  { params, check: _check, direction, ...words }: FaultKindEntry<FaultKind>,
  drivers: readonly FaultDriver[],
): FaultCatalogEntry {
  return {
    ...words,
    params: z.toJSONSchema(params, { io: 'input' }),
    direction: words.category === 'network' ? (direction ?? 'egress') : null,
    drivers: drivers.filter(({ kinds }) => kinds.includes(words.kind)).map(({ name }) => name),
  };
}
