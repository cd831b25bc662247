/** A container's endpoint, as Netmaster describes it. */
export interface Endpoint {
  /** `<network>.<tenant>-<endpointID>`: what Netplugin writes into `external_ids:endpoint-id` of the interface. */
  readonly id: string
  readonly tenant: string
  readonly network: string
  /** The endpoint group; an endpoint may be outside of any. */
  readonly group: string | undefined
  /** The node the container runs on; '' when Netmaster does not know. */
  readonly host: string
  /** The container's name; '' when Netmaster does not know. */
  readonly container: string
  readonly containerId: string | undefined
}

/** Netmaster's name for a network of a tenant, unique in the cluster: `web.blue`. */
export function networkTag(network: { readonly name: string; readonly tenant: string }): string {
  return `${network.name}.${network.tenant}`
}

/** Characters of a tag that another may begin with: far more than names have, so that an id of dashes has not thousands. */
const LONGEST_TAG = 256

/**
 * The network tags that an endpoint id may begin with. Names may hold `-` and `.`, so there can be several, the first of
 * any length and the others up to 256 characters; there are none when the id has not the shape of one (`hostcontivh0`, a
 * host port).
 *
 * @example
 * possibleTags('web.blue-08b9') // ['web.blue']
 * possibleTags('a.b-c.d-1') // ['a.b', 'a.b-c.d']
 */
export function possibleTags(id: string): readonly string[] {
  const dot = id.indexOf('.')
  const first = dot === -1 ? -1 : id.indexOf('-', dot + 1)
  if (first === -1) return []
  const tags = [id.slice(0, first)]
  for (let end = id.indexOf('-', first + 1); end !== -1 && end <= LONGEST_TAG; end = id.indexOf('-', end + 1)) {
    tags.push(id.slice(0, end))
  }
  return tags
}
