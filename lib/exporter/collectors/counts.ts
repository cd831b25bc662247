import type { Counts, CountsStatus } from '../../contiv/index.js'
import type { MetricNames } from '../config/config.js'
import type { Labels } from '../exposition/labels.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { Collector, Publish } from './collector.js'
import { writeNetmasterHealth } from './netmaster-health.js'

interface CountFamily {
  readonly classic: string
  readonly standard: string
  readonly help: string
  readonly samples: (counts: Counts) => Iterable<readonly [labels: Labels, value: number]>
}

const FAMILIES: readonly CountFamily[] = [
  {
    classic: 'count_of_tenants',
    standard: 'contiv_tenants',
    help: 'Number of tenants.',
    samples: ({ tenants }) => [[{}, tenants]],
  },
  {
    classic: 'count_of_networks',
    standard: 'contiv_networks',
    help: 'Number of networks, by tenant.',
    samples: ({ networks }) => networks.map(({ tenant, count }) => [{ tenant }, count]),
  },
  {
    classic: 'count_of_endpointGroups',
    standard: 'contiv_endpoint_groups',
    help: 'Number of endpoint groups, by network.',
    samples: ({ endpointGroups }) => endpointGroups.map(({ tenant, network, count }) => [{ tenant, network }, count]),
  },
  {
    classic: 'count_of_policies',
    standard: 'contiv_policies',
    help: 'Number of policies, by endpoint group.',
    samples: ({ policies }) => policies.map(({ count, ...group }) => [group, count]),
  },
  {
    classic: 'count_of_netprofiles',
    standard: 'contiv_net_profiles',
    help: 'Number of net profiles, by endpoint group.',
    samples: ({ netProfiles }) => netProfiles.map(({ count, ...group }) => [group, count]),
  },
]

export interface CountsReader {
  current(signal: AbortSignal): Promise<CountsStatus>
}

/** How many objects Netmaster holds (mode netmaster). */
export class CountsCollector implements Collector {
  readonly #source: CountsReader
  readonly #names: MetricNames

  constructor(source: CountsReader, names: MetricNames) {
    this.#source = source
    this.#names = names
  }

  async gather(signal: AbortSignal): Promise<Publish> {
    const status = await this.#source.current(signal)
    return (writer) => {
      writeNetmasterHealth(writer, status)
      if (status.counts !== undefined) this.#write(writer, status.counts)
    }
  }

  #write(writer: ExpositionWriter, counts: Counts): void {
    for (const { classic, standard, help, samples } of FAMILIES) {
      if (this.#names !== 'standard') writer.samples({ name: classic, type: 'gauge', help }, samples(counts))
      if (this.#names !== 'classic') writer.samples({ name: standard, type: 'gauge', help }, snakeCase(samples(counts)))
    }
  }
}

function* snakeCase(samples: Iterable<readonly [Labels, number]>): Iterable<readonly [Labels, number]> {
  for (const [{ endpointGroup, ...labels }, value] of samples) {
    yield [{ ...labels, endpoint_group: endpointGroup }, value]
  }
}
