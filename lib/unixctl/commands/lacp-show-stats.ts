import { type Integer, lines, parseInteger, splitField } from './text.js'

export type LacpCounter =
  | 'sentPdus'
  | 'receivedPdus'
  | 'receivedBadPdus'
  | 'receivedMarkerRequests'
  | 'linkExpired'
  | 'linkDefaulted'
  | 'carrierChanged'

export interface LacpMember {
  readonly name: string
  readonly counters: Readonly<Partial<Record<LacpCounter, Integer>>>
}

export interface LacpPort {
  readonly name: string
  readonly members: readonly LacpMember[]
}

const COUNTERS: ReadonlyMap<string, LacpCounter> = new Map([
  ['TX PDUs', 'sentPdus'],
  ['RX PDUs', 'receivedPdus'],
  ['RX Bad PDUs', 'receivedBadPdus'],
  ['RX Marker Request PDUs', 'receivedMarkerRequests'],
  ['Link Expired', 'linkExpired'],
  ['Link Defaulted', 'linkDefaulted'],
  ['Carrier Status Changed', 'carrierChanged'],
])

const PORT = /^---- (\S+) statistics ----\s*$/
const MEMBER = /^(?:member|slave): (\S+):\s*$/

/** What `lacp/show-stats` prints (lib/lacp.c): what each member of a bond counted. Until 2.14 a member is a `slave`. */
export function parseLacpShowStats(text: string): readonly LacpPort[] {
  const ports: { readonly name: string; readonly members: LacpMember[] }[] = []
  let counters: Partial<Record<LacpCounter, Integer>> = {}
  for (const line of lines(text)) {
    const port = PORT.exec(line)?.[1]
    const member = MEMBER.exec(line)?.[1]
    if (port !== undefined) ports.push({ name: port, members: [] })
    if (port !== undefined || member !== undefined) counters = {}
    if (member !== undefined) ports.at(-1)?.members.push({ name: member, counters })
    const [label = '', value = ''] = splitField(line) ?? []
    const counter = COUNTERS.get(label)
    const count = parseInteger(value)
    if (counter !== undefined && count !== undefined) counters[counter] = count
  }
  return ports
}
