import { join } from 'node:path'
import type { Mode } from '../exporter/config/config.js'
import { resolveConfig } from '../exporter/config/resolve-config.js'
import { startExporter } from '../exporter/exporter.js'
import type { Logger } from '../exporter/log.js'
import { startOvsdbServer } from '../ovsdb-server/index.js'
import { acknowledgeConfiguration } from './configuration.js'
import { moveCounters } from './counters.js'
import { serveAnswers } from './http-server.js'
import { etcdAnswers, netmasterAnswers } from './netmaster.js'
import { onPreferredPort } from './preferred-port.js'
import { seededRandom } from './random.js'
import { loadSwitch } from './switch.js'

export interface DemoOptions {
  /** The folder with the captured data: `ovsdb/`, `netmaster/`, `etcd/`. */
  readonly fixtures: string
  /** The ports to have, where they are free. */
  readonly ports: DemoPorts
  /** Milliseconds between two steps of the counters. */
  readonly interval: number
  /** The same seed makes the same traffic. */
  readonly seed: number
  readonly version: string
  readonly log: Logger
}

export interface DemoPorts {
  readonly ovsdb: number
  readonly netplugin: number
  readonly netmaster: number
}

/** A demo at work. */
export interface Demo {
  /** `tcp:127.0.0.1:6640` */
  readonly remote: string
  /** The exporters' URLs, without a slash at the end. */
  readonly netplugin: string
  readonly netmaster: string
  stop(): Promise<void>
}

const HOST = '127.0.0.1'

/** Starts the embedded switch and Netmaster, and an exporter in each of Contiv's modes that reads them over TCP. */
export async function startDemo({ fixtures, ports, interval, seed, version, log }: DemoOptions): Promise<Demo> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    const database = loadSwitch(join(fixtures, 'ovsdb'))
    acknowledgeConfiguration(database)
    const ovsdb = await onPreferredPort(ports.ovsdb, (port) => startOvsdbServer([database], { host: HOST, port }))
    stops.push(() => ovsdb.close())
    const netmaster = await serveAnswers(netmasterAnswers(join(fixtures, 'netmaster')))
    stops.push(() => netmaster.close())
    const etcd = await serveAnswers(etcdAnswers(join(fixtures, 'etcd'), netmaster.address))
    stops.push(() => etcd.close())

    const remote = `tcp:${HOST}:${ovsdb.port}`
    const startMode = async (mode: Mode, preferred: number): Promise<string> => {
      const exporter = await onPreferredPort(preferred, async (port) => {
        const flags = { mode, ovsdb: remote, etcd: `http://${etcd.address}`, listen: [`${HOST}:${port}`] }
        return startExporter(await resolveConfig(flags, {}), version, log)
      })
      stops.push(() => exporter.stop())
      return exporter.urls.join()
    }
    const urls = {
      netplugin: await startMode('netplugin', ports.netplugin),
      netmaster: await startMode('netmaster', ports.netmaster),
    }
    const random = seededRandom(seed)
    const timer = setInterval(() => moveCounters(database, random), interval)
    stops.push(async () => clearInterval(timer))
    return { remote, ...urls, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
