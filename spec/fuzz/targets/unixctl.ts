import fc from 'fast-check'
import * as unixctl from '../../../lib/unixctl/index.js'
import { UnixctlError } from '../../../lib/unixctl/index.js'
import { broken, bytesOf, type FuzzTarget, survive, textOf } from '../target.js'
import { captured } from './files.js'

const PARSERS: readonly ((text: string) => unknown)[] = [
  unixctl.parseBondShow,
  unixctl.parseClusterStatus,
  unixctl.parseCoverageShow,
  (text) => unixctl.parseCtCount('dpctl/ct-get-nconns', text),
  unixctl.parseDbStorageStatus,
  unixctl.parseDpctlShow,
  unixctl.parseDpifShow,
  unixctl.parseDumpDps,
  unixctl.parseFdbStatsShow,
  unixctl.parseLacpShowStats,
  unixctl.parseListCommands,
  unixctl.parseListDbs,
  unixctl.parseMemoryShow,
  unixctl.parseOfprotoList,
  unixctl.parsePmdPerfShow,
  unixctl.parsePmdRxqShow,
  unixctl.parsePmdStatsShow,
  unixctl.parseQosShow,
  unixctl.parseSyncStatus,
  unixctl.parseUpcallShow,
]

const seeds = captured('unixctl')
const LINES = [...new Set(seeds.flatMap((seed) => textOf(seed).split('\n')))]

/** What a parser makes of nothing, and of each character, at most. */
const LEAST = 500
const GROWTH = 200

/** Every parser of a daemon's text takes any: it makes something of it that is no larger than it, or refuses it. */
export const unixctlText: FuzzTarget = {
  name: 'unixctl',
  seeds,
  words: LINES,
  generated: fc.array(fc.constantFrom(...LINES), { maxLength: 20 }).map((lines) => bytesOf(lines.join('\n'))),
  check(input) {
    const text = textOf(input)
    for (const parse of PARSERS) {
      const parsed = survive(() => parse(text), UnixctlError)
      const size = sizeOf(parsed)
      if (size > LEAST + GROWTH * text.length)
        throw broken(`at most ${GROWTH} times the text`, `${parse.name}: ${size}`)
    }
  },
}

/** About as many characters as the value takes when it is written. Keys from outside are those of maps only. */
function sizeOf(value: unknown): number {
  if (value instanceof Map || value instanceof Set) return sizeOf([...value])
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + sizeOf(one), 2)
  if (typeof value !== 'object' || value === null) return String(value).length
  if (Object.getPrototypeOf(value) !== Object.prototype) throw broken('a plain object', Object.keys(value))
  return Object.entries(value).reduce((sum, [name, one]) => sum + name.length + 1 + sizeOf(one), 2)
}
