import { filterInterfaces, formatCsv, formatJson, formatTable, readInterfaces } from '../interfaces/index.js'
import { connect } from '../ovsdb/index.js'
import { EXIT_DONE, EXIT_FAILED } from './errors.js'
import type { labelInterfaces } from './label-interfaces.js'
import type { Format, Options } from './options.js'
import type { Surroundings } from './surroundings.js'

type LabelInterfaces = typeof labelInterfaces

const WRITERS = { table: formatTable, json: formatJson, csv: formatCsv } as const satisfies Record<Format, unknown>

/** Prints the interfaces as they are now. @returns the exit status @throws when they cannot be read */
export async function showOnce(
  { remote, tls, timeout, bridges, names, format, leader }: Options,
  { print, complain }: Surroundings,
): Promise<number> {
  await using client = await connect(remote, { database: 'Open_vSwitch', connectTimeout: timeout, tls })
  const read = await readInterfaces(client, { timeout })
  const found = filterInterfaces(read, { bridges, names })
  const labelled = leader && (await label(found.interfaces, leader, timeout))
  const complaints = [...(labelled?.failure === undefined ? [] : [labelled.failure]), ...found.misses]
  await print(WRITERS[format](labelled?.interfaces ?? found.interfaces, { endpoints: labelled !== undefined }))
  for (const complaint of complaints) complain(complaint)
  return complaints.length === 0 ? EXIT_DONE : EXIT_FAILED
}

/** HTTP is loaded by those who ask Netmaster. */
async function label(...args: Parameters<LabelInterfaces>): ReturnType<LabelInterfaces> {
  const { labelInterfaces } = await import('./label-interfaces.js')
  return labelInterfaces(...args)
}
