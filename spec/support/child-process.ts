import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from './eventually.js'
import type { Scope } from './scope.js'
import { which } from './which.js'

/** How much of what a program prints is kept: the end of it. */
const OUTPUT_CHARACTERS = 64 * 1024

/** How long a program may take to end after SIGTERM before it is killed. */
const STOP_GRACE_MS = 5_000

/** How long a program may take to be ready: it has to start, however busy the machine is. */
const READY_DEADLINE_MS = 60_000

/** Has the kernel end the program when this process is killed and can do nothing itself; util-linux, so on Linux only. */
const ENDED_WITH_US = which('setpriv') === undefined ? [] : ['setpriv', '--pdeathsig', 'KILL', '--']

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Holds once the program can be used; see {@link eventually}. Default: as soon as it was started. */
  readonly ready?: (program: Program) => Promise<unknown> | unknown
  /** Milliseconds the program may take to be ready. Default {@link READY_DEADLINE_MS}. */
  readonly deadline?: number
}

export interface Program {
  readonly pid: number
  readonly running: boolean
  /** Resolves when it has ended: with its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  /** The end of what it printed so far on standard output and standard error. */
  output(): string
  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void
  /** Ends it by SIGTERM, by SIGKILL if it does not listen, and waits. Nothing happens when it has ended. */
  stop(): Promise<void>
}

/**
 * Starts a real program and waits until it is ready; it is stopped when the scope ends.
 *
 * @throws with what the program printed, when it cannot be started, ends early or is not ready in time
 */
export async function startProgram(
  scope: Scope,
  name: string,
  args: readonly string[],
  { env, cwd, ready = () => true, deadline = READY_DEADLINE_MS }: ProgramOptions = {},
): Promise<Program> {
  const [command = name, ...commandArgs] = [...ENDED_WITH_US, which(name) ?? name, ...args]
  const child = spawn(command, commandArgs, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_CHARACTERS)
    })
  }
  await once(child, 'spawn')
  const ended = once(child, 'close').then(([status, signal]) => signal ?? status)
  const program: Program = {
    pid: child.pid as number,
    get running() {
      return child.exitCode === null && child.signalCode === null
    },
    ended,
    output: () => output,
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS)
      child.kill('SIGTERM')
      child.kill('SIGCONT')
      await ended
      clearTimeout(timer)
    },
  }
  scope.teardown(() => program.stop())
  await eventually(() => !program.running || ready(program), { deadline }).catch((cause) => {
    throw new Error(`${name} is not ready, and printed:\n${output}`, { cause })
  })
  if (!program.running) throw new Error(`${name} ended (${await ended}) before it was ready, and printed:\n${output}`)
  return program
}
