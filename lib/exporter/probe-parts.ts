import { createClient } from '../ovsdb/index.js'
import { OvsdbCollector } from './collectors/ovsdb.js'
import { VTEP_COLLECTORS } from './collectors/registry.js'
import { vtepCollector } from './collectors/vtep/index.js'
import type { Config } from './config/config.js'
import type { OpenTarget } from './probe/prober.js'
import type { HardwareVtep } from './sources/hardware-vtep.js'
import { SelectSource } from './sources/select-source.js'
import { SharedReading } from './sources/shared-reading.js'
import { mergeReads } from './sources/table-reads.js'
import { probeCollectors } from './switch-parts.js'

/** An Open vSwitch. */
export function openSwitch(config: Pick<Config, 'selection'>): OpenTarget {
  return (remote, options, log) => {
    const client = createClient(remote, { ...options, database: 'Open_vSwitch' })
    return { client, collectors: probeCollectors(config, client, log) }
  }
}

/** A hardware VTEP, or what speaks for some. */
export const openVtep: OpenTarget = (remote, options, log) => {
  const client = createClient(remote, { ...options, database: 'hardware_vtep' })
  // The types differ, not the client: the library has no model of this database.
  const source = new SelectSource<HardwareVtep>(client as never)
  const reader = new SharedReading(async ({ signal, collectors }) => {
    const wanted = VTEP_COLLECTORS.filter(({ name }) => collectors.has(name)).map(({ reads }) => reads)
    return { tables: await source.read(mergeReads<HardwareVtep>(wanted), signal) }
  }, log)
  return {
    client,
    collectors: [
      new OvsdbCollector(reader),
      ...VTEP_COLLECTORS.map((declaration) => vtepCollector(declaration, reader)),
    ],
  }
}
