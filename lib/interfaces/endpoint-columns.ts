import type { PlacedInterface } from './place-interfaces.js'

/** What is written beside the interfaces themselves. */
export interface FormatOptions {
  /** Whose endpoints they are. */
  readonly endpoints?: boolean
}

/** Columns, in their order, that tell whose endpoint an interface is; undefined where it is none. */
export const ENDPOINT_COLUMNS: Readonly<Record<string, (row: PlacedInterface) => string | undefined>> = {
  tenant: ({ endpoint }) => endpoint?.tenant,
  network: ({ endpoint }) => endpoint?.network,
  group: ({ endpoint }) => endpoint?.group,
  host: ({ endpoint }) => endpoint?.host,
  container: ({ endpoint }) => endpoint?.container,
}
