/** The key of `external_ids` under which Netplugin writes whose interface it is. */
export const ENDPOINT_ID = 'endpoint-id'

/**
 * Whether an endpoint-id has the form Netplugin gives endpoints, `<network>.<tenant>-<endpointID>`.
 * Host ports carry one as well (`hostcontivh0`), but belong to no endpoint.
 */
export function isEndpointId(id: string): boolean {
  return /^[^.].*\..+-.+$/s.test(id)
}
