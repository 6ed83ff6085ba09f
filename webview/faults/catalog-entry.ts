import type { RouteOutput } from '../../contract/routes.ts';

/** One kind of fault as the API tells of it: its words, and the schemas that its form is made from. */
export type CatalogEntry = RouteOutput<'faultCatalog'>['kinds'][number];
