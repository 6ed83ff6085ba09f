import type { Deliveries } from '../delivery/deliveries.ts';
import type { Handlers } from '../http/bind-routes.ts';

/** The route of the accounts of deliveries. */
export function deliveryRoutes(deliveries: Pick<Deliveries, 'get'>): Pick<Handlers, 'deliveryGet'> {
  return { deliveryGet: ({ params }) => deliveries.get(params.id) };
}
