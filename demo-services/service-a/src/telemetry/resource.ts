import { hostname } from 'node:os';
import {
  defaultResource as sdkResource,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';

/**
 * Says which service and instance the telemetry comes from.
 * OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
 */
export function defaultResource(): Resource {
  return sdkResource().merge(
    resourceFromAttributes({
      'service.name': 'service-a',
      // The host name, which is the container's, and not a random id: a restarted process goes on in the same series.
      'service.instance.id': hostname(),
    }),
  );
}
