import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { which } from '../../spec/support/which.js'
import { time } from '../format.js'
import type { Effort } from '../measure.js'
import type { Result, Row } from '../row.js'
import { compare, median } from '../statistics.js'

/** A client as a program: it prints so many lines when it has read all interfaces. */
interface Reader {
  readonly name: string
  readonly command: readonly string[]
  readonly lines: number
}

/** What it took, in milliseconds. */
interface Taken {
  readonly elapsed: number
  readonly cpu: number
}

/** Debian's own, whatever else is in PATH: `python3-openvswitch` belongs to it. */
const PYTHON = '/usr/bin/python3'

const SELECT = ['Open_vSwitch', { op: 'select', table: 'Interface', where: [], columns: ['name', 'statistics'] }]

/** The same select and the same monitor by other clients and by this one, each as a program from its start. */
export const clientsRow: Row = {
  name: 'clients',
  title: 'this library, as a program from its start, against ovsdb-client and the Python client: processor time',
  programs: ['ovsdb-client', 'python3'],
  async measure({ endpoints, effort, node }) {
    const { ovsdb } = await node()
    const results: Result[] = []
    for (const how of ['select', 'monitor'] as const) {
      const readers = readersOf(ovsdb.remote, how, endpoints)
      const taken = await inTurn(readers, effort)
      const [ours = []] = taken
      for (const [index, theirs] of taken.entries()) {
        const reader = readers[index]
        if (index === 0 || reader === undefined) continue
        const cpu = (all: readonly Taken[]) => all.map((one) => one.cpu)
        const elapsed = (all: readonly Taken[]) => median(all.map((one) => one.elapsed))
        results.push({
          row: 'clients',
          endpoints,
          value: compare(cpu(ours), cpu(theirs)).ratio,
          unit: `× ${reader.name}, ${how}`,
          details:
            `processor ${time(median(cpu(ours)))} against ${time(median(cpu(theirs)))}, ` +
            `until all is printed ${time(elapsed(ours))} against ${time(elapsed(theirs))}; n = ${ours.length}`,
          figures: {
            cpu: median(cpu(ours)),
            elapsed: elapsed(ours),
            theirCpu: median(cpu(theirs)),
            theirElapsed: elapsed(theirs),
            repetitions: ours.length,
          },
        })
      }
    }
    return results
  },
}

function readersOf(remote: string, how: 'select' | 'monitor', endpoints: number): readonly Reader[] {
  const select = ['transact', remote, JSON.stringify(SELECT)]
  const monitor = ['--format=csv', '--no-headings', 'monitor', remote, 'Open_vSwitch', 'Interface', 'name,statistics']
  return [
    { name: 'library', command: [process.execPath, 'dist/bench/programs/read.js', remote, how], lines: endpoints },
    how === 'select'
      ? { name: 'ovsdb-client', command: ['ovsdb-client', ...select], lines: 1 }
      : { name: 'ovsdb-client', command: ['ovsdb-client', ...monitor], lines: endpoints },
    { name: 'Python', command: [PYTHON, 'bench/programs/read.py', remote, how], lines: endpoints },
  ]
}

/** A program's start costs more than a scrape: few repetitions. */
async function inTurn(readers: readonly Reader[], { repetitions }: Effort): Promise<readonly (readonly Taken[])[]> {
  const taken = readers.map((): Taken[] => [])
  for (let round = 0; round < Math.max(3, Math.ceil(repetitions / 10)); round++) {
    for (const [index, reader] of readers.entries()) taken[index]?.push(await readAtLast(reader))
  }
  return taken
}

/** A program that ends as soon as it has printed may be gone before its processor time is read: it is run again then. */
async function readAtLast(reader: Reader): Promise<Taken> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read(reader)
    } catch (error) {
      if (attempt === 20 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

function read({ command: [name = '', ...args], lines }: Reader): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(which(name) ?? name, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let left = lines
    child.stdout.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 0x0a) left--
      if (left > 0) return
      child.stdout.removeAllListeners('data')
      const elapsed = performance.now() - began
      try {
        resolve({ elapsed, cpu: cpuOf(child.pid) })
      } catch (error) {
        reject(error)
      }
      child.kill('SIGKILL')
    })
    child.once('error', reject)
    child.once('close', () => reject(new Error(`${name} ended before it had printed ${lines} lines`)))
  })
}

/** Of the process, all its threads, in milliseconds; a schedstat begins with nanoseconds (proc(5)). */
function cpuOf(pid: number | undefined): number {
  const tasks = `/proc/${pid}/task`
  const nanoseconds = readdirSync(tasks).map((task) => {
    const [spent] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')
    return Number(spent)
  })
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
}
