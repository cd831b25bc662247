import { type EndpointTraffic, turnRound } from '../../correlation/index.js'
import type { LabelCache } from '../exposition/label-cache.js'
import { encodeLabels } from '../exposition/labels.js'
import type { ExpositionWriter, Family } from '../exposition/writer.js'
import { familyOf, nameStatistic } from './statistics.js'
import { writeTraffic } from './traffic.js'

const PREFIX = 'contiv_endpoint'
const WHOSE = "the endpoint's container"

/** `contiv_endpoint_*`: an endpoint's traffic, from the container's side. */
export function writeStandardEndpoints(
  writer: ExpositionWriter,
  endpoints: readonly EndpointTraffic[],
  cache: LabelCache,
): void {
  writeTraffic(writer, endpoints, {
    familyOf: (key) => familyOf(PREFIX, nameStatistic(turnRound(key)), WHOSE),
    labelOf: (key) => nameStatistic(turnRound(key)).label,
    labelsOf: ({ uuid, interface: name, endpoint }) =>
      cache.get(uuid, endpoint, () =>
        encodeLabels({
          tenant: endpoint.tenant,
          network: endpoint.network,
          endpoint_group: endpoint.group,
          host: endpoint.host,
          container: endpoint.container,
          interface: name,
        }),
      ),
  })
}

/** The names of Contiv's earlier exporter: the statistics key itself, with `containerName` and `endpointGroup`. */
export function writeClassicEndpoints(
  writer: ExpositionWriter,
  endpoints: readonly EndpointTraffic[],
  cache: LabelCache,
): void {
  writeTraffic(writer, endpoints, {
    familyOf: (key) => classicFamily(turnRound(key)),
    labelOf: () => undefined,
    labelsOf: ({ uuid, interface: name, endpoint }) =>
      cache.get(uuid, endpoint, () =>
        encodeLabels({
          tenant: endpoint.tenant,
          network: endpoint.network,
          host: endpoint.host,
          containerName: endpoint.container,
          endpointGroup: endpoint.group,
          interface: name,
        }),
      ),
  })
}

/** A key that is no metric name, or would be taken for another metric of ours, has a standard name only. */
const CLASSIC_NAME = /^(?!(ovs|ovsdb|contiv|process|nodejs|count_of)_)[a-zA-Z_][a-zA-Z0-9_]*$/

function classicFamily(key: string): Family | undefined {
  return CLASSIC_NAME.test(key) ? { ...familyOf('', nameStatistic(key), WHOSE), name: key } : undefined
}
