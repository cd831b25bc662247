import { type Program, startProgram } from './child-process.js'
import { eventually } from './eventually.js'
import { valuesOf } from './samples.js'
import type { Scope } from './scope.js'

/** The real exporter, as its own process, listening on a free port of 127.0.0.1. */
export interface ExporterProcess {
  /** `http://127.0.0.1:PORT`, unless it was told another address. */
  readonly url: string
  readonly program: Program
  /** The text of one scrape. @throws when it is not answered with status 200 */
  scrape(headers?: Readonly<Record<string, string>>): Promise<string>
  /** Resolves when it can read all its sources. */
  ready(): Promise<void>
  /** Resolves when it can read all its sources and, in mode netplugin, knows every endpoint of the switch. */
  informed(): Promise<void>
}

export const EXPORTER = 'dist/bin/ovsdb-exporter.js'

const LISTEN = '--web.listen-address'

/**
 * Starts `ovsdb-exporter` and waits until it listens.
 *
 * @example
 * const exporter = await startExporterProcess(t, ['--mode', 'ovs', '--ovsdb', ovsdb.remote])
 * const text = await exporter.scrape()
 */
export async function startExporterProcess(
  scope: Scope,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ExporterProcess> {
  const program = await startProgram(
    scope,
    process.execPath,
    [EXPORTER, '--log.format', 'json', ...(args.includes(LISTEN) ? [] : [LISTEN, '127.0.0.1:0']), ...args],
    { env, ready: listeningUrl },
  )
  const url = listeningUrl(program) ?? ''
  const scrape = async (headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${url}/metrics`, { headers })
    if (response.status !== 200) throw new Error(`expected status 200, got ${response.status}`)
    return response.text()
  }
  const ready = async () => {
    await eventually(async () => (await fetch(`${url}/readyz`)).ok)
  }
  return {
    url,
    program,
    scrape,
    ready,
    informed: async () => {
      await ready()
      await eventually(async () => valuesOf(await scrape()).get('contiv_unmatched_endpoints{}') === '0')
    },
  }
}

function listeningUrl(program: Program): string | undefined {
  return /"urls":\["([^"]+)"/.exec(program.output())?.[1]
}
