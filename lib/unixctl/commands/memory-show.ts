import { type Integer, parseInteger } from './text.js'

/**
 * What `memory/show` prints (lib/memory.c): how many objects of each kind the daemon holds, on one line. A kind may have
 * blanks in its name (`udpif keys`); one whose name ends in `-kB` counts kilobytes of 1,000 bytes.
 *
 * @example parseMemoryShow('handlers:1 udpif keys:101\n') // Map { 'handlers' => 1, 'udpif keys' => 101 }
 */
export function parseMemoryShow(text: string): ReadonlyMap<string, Integer> {
  const [first = '', ...rest] = text.split(':')
  const objects = new Map<string, Integer>()
  let name = first.trim()
  for (const piece of rest) {
    const [digits = ''] = /^\d*/.exec(piece) ?? []
    const count = parseInteger(digits)
    if (count !== undefined && name !== '') objects.set(name, count)
    name = piece.slice(digits.length).trim()
  }
  return objects
}
