import { type Integer, parseCtCount } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { unlessRefused } from './unless-refused.js'
import { forEachDatapath, readDatapaths } from './user-space.js'

interface Connections {
  readonly datapath: string
  readonly entries: Integer | undefined
  readonly max: Integer | undefined
}

type Reading = readonly Connections[]

const ENTRIES = 'dpctl/ct-get-nconns'
const MAX = 'dpctl/ct-get-maxconns'

/** Connections that are tracked; the kernel's datapath does not tell. */
export const CONNTRACK = {
  name: 'conntrack',
  help: 'how many connections each datapath tracks, and at most can',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_conntrack_entries',
      type: 'gauge',
      help: 'Connections that the datapath tracks.',
      labels: ['datapath'],
      source: ENTRIES,
      since: '2.9',
      samples: (datapaths) => datapaths.map(({ datapath, entries }): Sample => [{ datapath }, entries]),
    },
    {
      name: 'ovs_conntrack_entries_max',
      type: 'gauge',
      help: 'Connections that the datapath tracks at most.',
      labels: ['datapath'],
      source: MAX,
      since: '2.9',
      samples: (datapaths) => datapaths.map(({ datapath, max }): Sample => [{ datapath }, max]),
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readConntrack(ask: Ask): Promise<Reading> {
  return forEachDatapath(await readDatapaths(ask), async ({ full }) => [
    { datapath: full, entries: await count(ask, ENTRIES, full), max: await count(ask, MAX, full) },
  ])
}

/** The kernel's datapath is refused with `Operation not supported`. */
async function count(ask: Ask, command: string, datapath: string): Promise<Integer | undefined> {
  const text = await unlessRefused(ask(command, datapath), 'Operation not supported')
  return text === undefined ? undefined : parseCtCount(command, text)
}
