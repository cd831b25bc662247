import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { eventually } from './eventually.js'
import type { Scope } from './scope.js'

export const INTERFACES = 'dist/bin/ovs-interfaces.js'

/** The command `ovs-interfaces` while it runs, its output a pipe. */
export interface InterfacesCommand {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  stdout(): string
  stderr(): string
  /** Resolves once it has printed so many whole lines. */
  lines(count: number): Promise<readonly string[]>
  /** Resolves with its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** Starts it; it ends with the scope. */
export function startInterfaces(scope: Scope, ...args: readonly string[]): InterfacesCommand {
  const child = spawn(process.execPath, [INTERFACES, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  scope.teardown(() => child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const lines = () => stdout.split('\n').slice(0, -1)
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    lines: (count) =>
      eventually(() => lines().length >= count && lines(), { deadline: 60_000 }).catch((cause) => {
        throw new Error(`expected ${count} lines, got:\n${stdout}${stderr}`, { cause })
      }),
    ended: once(child, 'close').then(([status, signal]) => signal ?? status),
  }
}
