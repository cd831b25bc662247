import { type Dpif, parseDpifShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'

type Reading = readonly Dpif[]

/** Which bridge is on which datapath, and with how many ports. */
export const DPIF = {
  name: 'dpif',
  help: 'the ports that bridges have, by datapath and type',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_datapath_bridge_ports',
      type: 'gauge',
      help: 'Ports that the bridge has, by the datapath it is on and the type of the port; patch ports are in no datapath.',
      labels: ['datapath', 'bridge', 'type'],
      source: 'dpif/show',
      *samples(datapaths): Iterable<Sample> {
        for (const { datapath, bridges } of datapaths) {
          for (const { name, ports } of bridges) {
            for (const [type, count] of countBy(ports.map((port) => port.type))) {
              yield [{ datapath, bridge: name, type }, count]
            }
          }
        }
      },
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readDpif(ask: Ask, isTold: (bridge: string) => boolean): Promise<Reading> {
  const datapaths = parseDpifShow((await ask('dpif/show')) ?? '')
  return datapaths.map((dpif) => ({ ...dpif, bridges: dpif.bridges.filter(({ name }) => isTold(name)) }))
}

function countBy(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
