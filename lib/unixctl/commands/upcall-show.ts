import { type Integer, leadingInteger, lines, parseInteger, splitField } from './text.js'

export interface Upcalls {
  /** The datapath: `system@ovs-system`. */
  readonly datapath: string
  readonly flows: {
    readonly current?: Integer
    readonly average?: Integer
    /** Most there ever were at once. */
    readonly max?: Integer
    /** How many the revalidators let there be at present. */
    readonly limit?: Integer
  }
  /** Flows that the hardware has; told since 2.15, since 3.7 only where there are any. */
  readonly offloadedFlows?: Integer
  /** Milliseconds that the last dump of all flows took. */
  readonly dumpDuration?: Integer
  /** Keys of flows that each revalidator thread keeps, by its id. */
  readonly keys: ReadonlyMap<string, Integer>
}

const FLOWS = [
  ['current', /\(current (\d{1,20})\)/],
  ['average', /\(avg (\d{1,20})\)/],
  ['max', /\(max (\d{1,20})\)/],
  ['limit', /\(limit (\d{1,20})\)/],
] as const

/** What `upcall/show` prints (ofproto/ofproto-dpif-upcall.c): the flows that ovs-vswitchd keeps in each datapath. */
export function parseUpcallShow(text: string): readonly Upcalls[] {
  const datapaths: { -readonly [Name in keyof Upcalls]: Upcalls[Name] }[] = []
  let revalidators = new Map<string, Integer>()
  for (const line of lines(text)) {
    const [label, value] = splitField(line) ?? []
    if (label === undefined || value === undefined) continue
    if (isHead(line)) {
      revalidators = new Map()
      datapaths.push({ datapath: label, flows: {}, keys: revalidators })
    }
    const last = datapaths.at(-1)
    if (last === undefined) continue
    if (label === 'flows') last.flows = parseFlows(value)
    const count = leadingInteger(value)
    if (count !== undefined && label === 'offloaded flows') last.offloadedFlows = count
    if (count !== undefined && label === 'dump duration') last.dumpDuration = count
    const keys = parseInteger(/^\(keys (\d{1,20})\)$/.exec(value)?.[1] ?? '')
    if (keys !== undefined) revalidators.set(label, keys)
  }
  return datapaths
}

/** The name of a datapath stands at the beginning of its line, alone. */
function isHead(line: string): boolean {
  return !/^\s/.test(line) && line.trimEnd().endsWith(':')
}

function parseFlows(value: string): Upcalls['flows'] {
  const counts = FLOWS.map(([name, pattern]) => [name, parseInteger(pattern.exec(value)?.[1] ?? '')] as const)
  return Object.fromEntries(counts.filter(([, count]) => count !== undefined))
}
