import { type DatapathName, parseDumpDps } from '../../../unixctl/index.js'
import type { Ask } from '../../sources/daemon-source.js'

/** The datapaths there are. */
export async function readDatapaths(ask: Ask): Promise<readonly DatapathName[]> {
  return parseDumpDps((await ask('dpctl/dump-dps')) ?? '')
}

/**
 * The datapaths in user space, of which alone the commands of `dpif-netdev/` know. They would take the name of another
 * one for the only one there is.
 */
export async function readUserSpaceDatapaths(ask: Ask): Promise<readonly DatapathName[]> {
  const datapaths = await readDatapaths(ask)
  return datapaths.filter(({ type }) => type === 'netdev' || type === 'dummy')
}

/** Reads something of each, one after the other. */
export async function forEachDatapath<T>(
  datapaths: readonly DatapathName[],
  read: (datapath: DatapathName) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const all: T[] = []
  for (const datapath of datapaths) all.push(...(await read(datapath)))
  return all
}
