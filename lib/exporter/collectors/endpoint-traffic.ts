import { type EndpointTraffic, turnRound } from '../../correlation/index.js'
import type { MetricNames } from '../config/config.js'
import { LabelCache } from '../exposition/label-cache.js'
import { encodeLabels } from '../exposition/labels.js'
import type { ExpositionWriter, Family } from '../exposition/writer.js'
import type { FamilyDescription } from './declaration.js'
import { describeStatistics, EXAMPLE_KEYS, familyOf, nameStatistic } from './statistics.js'
import { columnsOf, type Naming, writeColumns } from './traffic.js'

const WHOSE = 'the container'

/** `contiv_endpoint_*`. */
const STANDARD: Naming = {
  familyOf: (key) => familyOf('contiv_endpoint', nameStatistic(key, true), WHOSE),
  labelOf: (key) => nameStatistic(key, true).label,
}

/** The names of Contiv's earlier exporter: the statistics key itself. */
const CLASSIC: Naming = {
  familyOf: (key) => classicFamily(turnRound(key)),
  labelOf: () => undefined,
}

/**
 * A key that is no metric name, or would be taken for another metric of ours or of Prometheus itself, has a standard
 * name only. DPDK ports have keys such as `ovs_tx_retries`.
 */
const CLASSIC_NAME = /^(?!up$|scrape_|ovs_(?![rt]x_)|(?:ovsdb|contiv|process|nodejs|count_of)_)[a-zA-Z_][a-zA-Z0-9_]*$/

const STANDARD_LABELS = ['tenant', 'network', 'endpoint_group', 'host', 'container', 'interface']
const CLASSIC_LABELS = ['tenant', 'network', 'host', 'containerName', 'endpointGroup', 'interface']

/** What can be told of an endpoint; of the classic names, KEY stands for any statistic that is not listed. */
export const ENDPOINT_TRAFFIC: readonly FamilyDescription[] = [
  ...EXAMPLE_KEYS.flatMap(({ key, since }) => {
    const source = `Interface.statistics:${key}`
    const name = turnRound(key)
    const family = classicFamily(name.replace('N', '0'))
    if (family === undefined) return []
    const help = family.help.replace('_q0_', '_qN_')
    return [{ ...family, name, help, labels: CLASSIC_LABELS, source, ...(since === undefined ? {} : { since }) }]
  }),
  ...describeStatistics('contiv_endpoint', STANDARD_LABELS, WHOSE, true),
]

interface EncodedLabels {
  readonly standard: Uint8Array
  readonly classic: Uint8Array
}

/** An endpoint's traffic, from the container's side. */
export class EndpointTrafficWriter {
  readonly #names: MetricNames
  readonly #cache = new LabelCache<EncodedLabels>()

  constructor(names: MetricNames) {
    this.#names = names
  }

  /** @param wanted which statistics keys, as the switch has them */
  write(
    writer: ExpositionWriter,
    endpoints: readonly EndpointTraffic[],
    wanted: (key: string) => boolean = () => true,
  ): void {
    this.#cache.turn()
    const columns = columnsOf(endpoints).filter(({ key }) => wanted(key))
    const labels = endpoints.map((traffic) => this.#cache.get(traffic.uuid, traffic.endpoint, () => encode(traffic)))
    if (this.#names !== 'standard')
      writeColumns(
        writer,
        columns,
        labels.map(({ classic }) => classic),
        CLASSIC,
      )
    if (this.#names !== 'classic')
      writeColumns(
        writer,
        columns,
        labels.map(({ standard }) => standard),
        STANDARD,
      )
  }
}

function encode({
  interface: name,
  endpoint: { tenant, network, group, host, container },
}: EndpointTraffic): EncodedLabels {
  return {
    standard: encodeLabels({ tenant, network, endpoint_group: group, host, container, interface: name }),
    classic: encodeLabels({ tenant, network, host, containerName: container, endpointGroup: group, interface: name }),
  }
}

function classicFamily(key: string): Family | undefined {
  if (!CLASSIC_NAME.test(key)) return undefined
  const statistic = nameStatistic(key)
  const what = statistic.label === undefined ? statistic.what : `Statistic ${key} of the interface`
  return { ...familyOf('', { ...statistic, what }, WHOSE), name: key }
}
