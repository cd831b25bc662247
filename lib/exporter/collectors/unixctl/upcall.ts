import { parseUpcallShow, type Upcalls } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { dividedBy } from '../samples.js'

type Reading = readonly Upcalls[]
type Value = Sample[1]

/** The flows that ovs-vswitchd keeps in each datapath, and its revalidators. */
export const UPCALL = {
  name: 'upcall',
  help: 'the flows that ovs-vswitchd keeps in each datapath, their limit, and the threads that revalidate them',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_upcall_flows',
      type: 'gauge',
      help: 'Flows that ovs-vswitchd keeps in the datapath.',
      labels: ['datapath'],
      source: 'upcall/show',
      since: '2.1',
      samples: (datapaths) => each(datapaths, ({ flows }) => flows.current),
    },
    {
      name: 'ovs_upcall_flows_average',
      type: 'gauge',
      help: 'Flows that ovs-vswitchd kept in the datapath, as it averages them over the last dumps.',
      labels: ['datapath'],
      source: 'upcall/show',
      since: '2.1',
      samples: (datapaths) => each(datapaths, ({ flows }) => flows.average),
    },
    {
      name: 'ovs_upcall_flows_max',
      type: 'gauge',
      help: 'Most flows that ovs-vswitchd had in the datapath at once.',
      labels: ['datapath'],
      source: 'upcall/show',
      since: '2.1',
      samples: (datapaths) => each(datapaths, ({ flows }) => flows.max),
    },
    {
      name: 'ovs_upcall_flow_limit',
      type: 'gauge',
      help: 'Flows that ovs-vswitchd lets there be in the datapath at present; it lowers this when revalidating takes long.',
      labels: ['datapath'],
      source: 'upcall/show',
      since: '2.1',
      samples: (datapaths) => each(datapaths, ({ flows }) => flows.limit),
    },
    {
      name: 'ovs_upcall_offloaded_flows',
      type: 'gauge',
      help: 'Flows that are offloaded to hardware.',
      labels: ['datapath'],
      source: 'upcall/show',
      since: '2.15',
      samples: (datapaths) => each(datapaths, ({ offloadedFlows }) => offloadedFlows),
    },
    {
      name: 'ovs_upcall_dump_duration_seconds',
      type: 'gauge',
      help: 'Time that the last dump of all flows of the datapath took.',
      labels: ['datapath'],
      source: 'upcall/show',
      since: '2.1',
      samples: (datapaths) => each(datapaths, ({ dumpDuration }) => dividedBy(dumpDuration, 1000)),
    },
    {
      name: 'ovs_upcall_revalidator_keys',
      type: 'gauge',
      help: 'Flow keys that the revalidator thread looks after.',
      labels: ['datapath', 'revalidator'],
      source: 'upcall/show',
      since: '2.1',
      *samples(datapaths): Iterable<Sample> {
        for (const { datapath, keys } of datapaths) {
          for (const [revalidator, count] of keys) yield [{ datapath, revalidator }, count]
        }
      },
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readUpcall(ask: Ask): Promise<Reading> {
  return parseUpcallShow((await ask('upcall/show')) ?? '')
}

function each(datapaths: Reading, value: (datapath: Upcalls) => Value): readonly Sample[] {
  return datapaths.map((datapath) => [{ datapath: datapath.datapath }, value(datapath)])
}
