import { readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { residentMegabytes } from '../proc.js'
import type { Inspector } from './inspector.js'

/** What a program holds while it has nothing to do. */
export interface Sample {
  /** Resident memory, in megabytes. */
  readonly rss: number
  /** What lives in V8's heap after a garbage collection, in megabytes. */
  readonly heap: number
  /** Memory of buffers, in megabytes. */
  readonly buffers: number
  /** Open file descriptors. */
  readonly fds: number
  /** What keeps the event loop alive, timers aside: sockets, servers, watched files. */
  readonly handles: number
  /** Timers that will fire, those that keep nothing alive among them. */
  readonly timers: number
  /** Listeners of all event emitters and all abort signals. */
  readonly listeners: number
  /** Entries of all Maps and Sets. */
  readonly entries: number
  /** Elements of all arrays. */
  readonly elements: number
}

export const QUANTITIES = [
  'rss',
  'heap',
  'buffers',
  'fds',
  'handles',
  'timers',
  'listeners',
  'entries',
  'elements',
] as const satisfies readonly (keyof Sample)[]

/** Work that comes by a timer, a refresh say, may be under way in one look; hardly in all of them. */
const LOOKS = 3
const BETWEEN_LOOKS_MS = 400

/** Looks at a program that rests: of each quantity the smallest of a few looks. */
export async function takeSample(pid: number, inspector: Inspector): Promise<Sample> {
  const looks: Sample[] = []
  while (looks.length < LOOKS) {
    if (looks.length > 0) await delay(BETWEEN_LOOKS_MS)
    looks.push(await look(pid, inspector))
  }
  const smallest = (quantity: keyof Sample) => Math.min(...looks.map((one) => one[quantity]))
  return Object.fromEntries(QUANTITIES.map((quantity) => [quantity, smallest(quantity)])) as unknown as Sample
}

async function look(pid: number, inspector: Inspector): Promise<Sample> {
  const counts = await inspector.survey('Object.prototype', countObjects)
  await inspector.collectGarbage()
  const { heapUsed, arrayBuffers, handles } = (await inspector.evaluate(`(${readProcess})()`)) as ReturnType<
    typeof readProcess
  >
  return {
    rss: residentMegabytes(pid, 'VmRSS'),
    heap: heapUsed / 1e6,
    buffers: arrayBuffers / 1e6,
    fds: readdirSync(`/proc/${pid}/fd`).length,
    handles,
    ...counts,
  }
}

// What follows runs in the program that is looked at, wherever that is halted, in the midst of Node.js' own work on its
// timers maybe: it makes and changes nothing.

function readProcess() {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  const handles = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'Immediate').length
  return { heapUsed, arrayBuffers, handles }
}

function countObjects(objects: readonly object[]) {
  const { EventEmitter, getEventListeners } = process.getBuiltinModule('events')
  const counts = { timers: 0, listeners: 0, entries: 0, elements: 0 }
  for (const object of objects) {
    if (Array.isArray(object)) counts.elements += object.length
    // The prototype of a class is no thing of that class, whatever `instanceof` says.
    else if (Object.hasOwn(object, 'constructor')) continue
    else if (object instanceof Map || object instanceof Set) counts.entries += object.size
    else if (object instanceof AbortSignal) counts.listeners += getEventListeners(object, 'abort').length
    else if (object.constructor?.name === 'Timeout') {
      const { _destroyed, _idleTimeout } = object as { readonly _destroyed?: boolean; readonly _idleTimeout?: number }
      if (_destroyed === false && Number(_idleTimeout) > 0) counts.timers++
    } else if (object instanceof EventEmitter) {
      // The program may be halted within the constructor of one, which cannot be asked yet.
      if (Reflect.get(object, '_events') === undefined) continue
      for (const name of object.eventNames()) counts.listeners += object.listenerCount(name)
    }
  }
  return counts
}
