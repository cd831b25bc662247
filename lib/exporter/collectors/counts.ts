import type { Counts, CountsStatus } from '../../contiv/index.js'
import type { MetricNames } from '../config/config.js'
import type { Labels } from '../exposition/labels.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { Collector, Gathered, Scrape } from './collector.js'
import type { CollectorDescription, FamilyDescription } from './declaration.js'
import { NETMASTER_HEALTH, netmasterError, writeNetmasterHealth } from './netmaster-health.js'

interface CountFamily {
  readonly classic: string
  readonly standard: string
  readonly help: string
  readonly labels: readonly string[]
  readonly source: string
  readonly samples: (counts: Counts) => Iterable<readonly [labels: Labels, value: number]>
}

const FAMILIES: readonly CountFamily[] = [
  {
    classic: 'count_of_tenants',
    standard: 'contiv_tenants',
    help: 'Number of tenants.',
    labels: [],
    source: '/api/v1/tenants/',
    samples: ({ tenants }) => [[{}, tenants]],
  },
  {
    classic: 'count_of_networks',
    standard: 'contiv_networks',
    help: 'Number of networks, by tenant.',
    labels: ['tenant'],
    source: '/api/v1/networks/',
    samples: ({ networks }) => networks.map(({ tenant, count }) => [{ tenant }, count]),
  },
  {
    classic: 'count_of_endpointGroups',
    standard: 'contiv_endpoint_groups',
    help: 'Number of endpoint groups, by network.',
    labels: ['tenant', 'network'],
    source: '/api/v1/endpointGroups/',
    samples: ({ endpointGroups }) => endpointGroups.map(({ tenant, network, count }) => [{ tenant, network }, count]),
  },
  {
    classic: 'count_of_policies',
    standard: 'contiv_policies',
    help: 'Number of policies, by endpoint group.',
    labels: ['tenant', 'network', 'endpointGroup'],
    source: '/api/v1/endpointGroups/',
    samples: ({ policies }) => policies.map(({ count, ...group }) => [group, count]),
  },
  {
    classic: 'count_of_netprofiles',
    standard: 'contiv_net_profiles',
    help: 'Number of net profiles, by endpoint group.',
    labels: ['tenant', 'network', 'endpointGroup'],
    source: '/api/v1/endpointGroups/',
    samples: ({ netProfiles }) => netProfiles.map(({ count, ...group }) => [group, count]),
  },
]

export const COUNTS = {
  name: 'counts',
  help: 'how many tenants, networks, groups, policies and net profiles Netmaster holds',
  modes: ['netmaster'],
  enabled: true,
  families: [...NETMASTER_HEALTH, ...FAMILIES.map(classicFamily), ...FAMILIES.map(standardFamily)],
} satisfies CollectorDescription

export interface CountsReader {
  current(signal: AbortSignal): Promise<CountsStatus>
}

/** How many objects Netmaster holds. */
export class CountsCollector implements Collector {
  readonly name = COUNTS.name
  readonly #source: CountsReader
  readonly #names: MetricNames

  constructor(source: CountsReader, names: MetricNames) {
    this.#source = source
    this.#names = names
  }

  async gather({ signal }: Scrape): Promise<Gathered> {
    const status = await this.#source.current(signal)
    return {
      age: status.age,
      error: netmasterError(status),
      write: (writer) => {
        writeNetmasterHealth(writer, status)
        if (status.counts !== undefined) this.#write(writer, status.counts)
      },
    }
  }

  #write(writer: ExpositionWriter, counts: Counts): void {
    for (const family of FAMILIES) {
      if (this.#names !== 'standard') writer.samples(classicFamily(family), family.samples(counts))
      if (this.#names !== 'classic') writer.samples(standardFamily(family), snakeCase(family.samples(counts)))
    }
  }
}

function classicFamily({ classic, help, labels, source }: CountFamily): FamilyDescription {
  return { name: classic, type: 'gauge', help, labels, source }
}

function standardFamily({ standard, help, labels, source }: CountFamily): FamilyDescription {
  const inSnakeCase = labels.map((label) => (label === 'endpointGroup' ? 'endpoint_group' : label))
  return { name: standard, type: 'gauge', help, labels: inSnakeCase, source }
}

function* snakeCase(samples: Iterable<readonly [Labels, number]>): Iterable<readonly [Labels, number]> {
  for (const [{ endpointGroup, ...labels }, value] of samples) {
    yield [{ ...labels, endpoint_group: endpointGroup }, value]
  }
}
