import { type Program, startProgram } from './child-process.js'
import { eventually } from './eventually.js'
import type { Scope } from './scope.js'

/** The real exporter, as its own process, listening on a free port of 127.0.0.1. */
export interface ExporterProcess {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly program: Program
  /** The text of one scrape. @throws when it is not answered with status 200 */
  scrape(headers?: Readonly<Record<string, string>>): Promise<string>
  /** Resolves when it can read all its sources. */
  ready(): Promise<void>
}

export const EXPORTER = 'dist/bin/ovsdb-exporter.js'

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
    [EXPORTER, '--web.listen-address', '127.0.0.1:0', '--log.format', 'json', ...args],
    { env, ready: listeningUrl },
  )
  const url = listeningUrl(program) ?? ''
  return {
    url,
    program,
    scrape: async (headers = {}) => {
      const response = await fetch(`${url}/metrics`, { headers })
      if (response.status !== 200) throw new Error(`expected status 200, got ${response.status}`)
      return response.text()
    },
    ready: async () => {
      await eventually(async () => (await fetch(`${url}/readyz`)).ok)
    },
  }
}

function listeningUrl(program: Program): string | undefined {
  return /"urls":\["([^"]+)"/.exec(program.output())?.[1]
}
