/** The key of `external_ids` under which Netplugin writes whose interface it is. */
export const ENDPOINT_ID = 'endpoint-id'

/**
 * Whether an endpoint-id has the form Netplugin gives endpoints, `<network>.<tenant>-<endpointID>`.
 * Host ports carry one as well (`hostcontivh0`), but belong to no endpoint.
 */
export function isEndpointId(id: string): boolean {
  const dot = id.indexOf('.')
  const dash = dot > 0 ? id.indexOf('-', dot + 2) : -1
  return dash > 0 && dash < id.length - 1
}
