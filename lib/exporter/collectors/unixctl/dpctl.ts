import { type Datapath, parseDpctlShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'

type Reading = readonly Datapath[]
type Value = Sample[1]

/** What each datapath counts. */
export const DPCTL = {
  name: 'dpctl',
  help: 'what each datapath counts: lookups, flows, masks, caches, ports',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_datapath_lookups_total',
      type: 'counter',
      help: 'Packets that the datapath looked up in its flow table, by whether a flow matched.',
      labels: ['datapath', 'result'],
      source: 'dpctl/show',
      since: '2.4',
      *samples(datapaths): Iterable<Sample> {
        for (const { name, lookups } of datapaths) {
          yield [{ datapath: name, result: 'hit' }, lookups.hit]
          yield [{ datapath: name, result: 'missed' }, lookups.missed]
        }
      },
    },
    {
      name: 'ovs_datapath_lost_upcalls_total',
      type: 'counter',
      help: 'Packets that matched no flow and were lost before ovs-vswitchd saw them.',
      labels: ['datapath'],
      source: 'dpctl/show',
      since: '2.4',
      samples: (datapaths) => each(datapaths, ({ lookups }) => lookups.lost),
    },
    {
      name: 'ovs_datapath_flows',
      type: 'gauge',
      help: 'Flows in the datapath.',
      labels: ['datapath'],
      source: 'dpctl/show',
      since: '2.4',
      samples: (datapaths) => each(datapaths, ({ flows }) => flows),
    },
    {
      name: 'ovs_datapath_mask_lookups_total',
      type: 'counter',
      help: "Masks that the kernel's datapath tried while it looked packets up.",
      labels: ['datapath'],
      source: 'dpctl/show',
      since: '2.4',
      samples: (datapaths) => each(datapaths, ({ masks }) => masks.hit),
    },
    {
      name: 'ovs_datapath_masks',
      type: 'gauge',
      help: "Masks of flows in the kernel's datapath.",
      labels: ['datapath'],
      source: 'dpctl/show',
      since: '2.4',
      samples: (datapaths) => each(datapaths, ({ masks }) => masks.total),
    },
    {
      name: 'ovs_datapath_mask_cache_hits_total',
      type: 'counter',
      help: "Packets whose mask the kernel's datapath found in its cache.",
      labels: ['datapath'],
      source: 'dpctl/show',
      since: '2.17',
      samples: (datapaths) => each(datapaths, ({ cache }) => cache.hit),
    },
    {
      name: 'ovs_datapath_cache_entries_max',
      type: 'gauge',
      help: 'Entries that the cache of the datapath can hold.',
      labels: ['datapath', 'cache'],
      source: 'dpctl/show',
      since: '2.17',
      *samples(datapaths): Iterable<Sample> {
        for (const { name, caches } of datapaths) {
          for (const [cache, size] of caches) yield [{ datapath: name, cache }, size]
        }
      },
    },
    {
      name: 'ovs_datapath_ports',
      type: 'gauge',
      help: 'Ports of the datapath.',
      labels: ['datapath'],
      source: 'dpctl/show',
      since: '2.4',
      samples: (datapaths) => each(datapaths, ({ ports }) => ports.length),
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readDpctl(ask: Ask): Promise<Reading> {
  return parseDpctlShow((await ask('dpctl/show')) ?? '')
}

function each(datapaths: Reading, value: (datapath: Datapath) => Value): readonly Sample[] {
  return datapaths.map((datapath) => [{ datapath: datapath.name }, value(datapath)])
}
