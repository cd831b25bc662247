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

/**
 * The network tags that an endpoint id may begin with. Names may hold `-` and `.`, so there can be several;
 * there are none when the id has not the shape of one (`hostcontivh0`, a host port).
 *
 * @example
 * possibleTags('web.blue-08b9') // ['web.blue']
 * possibleTags('a.b-c.d-1') // ['a.b', 'a.b-c.d']
 */
export function possibleTags(id: string): readonly string[] {
  const tags: string[] = []
  for (let end = id.indexOf('-', id.indexOf('.') + 1); end > 0; end = id.indexOf('-', end + 1)) {
    const tag = id.slice(0, end)
    if (tag.includes('.')) tags.push(tag)
  }
  return tags
}
