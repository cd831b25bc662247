import { type Integer, leadingInteger, lines, parseInteger, splitField, words } from './text.js'

export interface DatapathPort {
  readonly number: Integer
  readonly name: string
  /** The type of its network device; `system` when none is told. */
  readonly type: string
}

export interface Datapath {
  /** `system@ovs-system` */
  readonly name: string
  readonly lookups: { readonly hit?: Integer; readonly missed?: Integer; readonly lost?: Integer }
  readonly flows: Integer | undefined
  /** Masks that flows are looked up by: how often one was tried, and how many there are. Only of the kernel's datapath. */
  readonly masks: { readonly hit?: Integer; readonly total?: Integer }
  /** Lookups that the cache of masks answered; since 2.17. */
  readonly cache: { readonly hit?: Integer }
  /** The size of each cache, by its name; since 2.17. */
  readonly caches: ReadonlyMap<string, Integer>
  readonly ports: readonly DatapathPort[]
}

const COUNTS: readonly string[] = ['hit', 'missed', 'lost', 'total']
const PORT_LABEL = /^port (\d{1,10})$/
const PORT_VALUE = /^(\S+)(?: \(([^:,)]*))?/

/** What `dpctl/show` prints (lib/dpctl.c) without options: each datapath with its counts and its ports. */
export function parseDpctlShow(text: string): readonly Datapath[] {
  const datapaths: { -readonly [Name in keyof Datapath]: Datapath[Name] }[] = []
  let ports: DatapathPort[] = []
  let caches = new Map<string, Integer>()
  for (const line of lines(text)) {
    const [label, value] = splitField(line) ?? []
    if (label === undefined || value === undefined) continue
    if (!/^\s/.test(line) && value === '') {
      ports = []
      caches = new Map()
      datapaths.push({ name: label, lookups: {}, flows: undefined, masks: {}, cache: {}, caches, ports })
      continue
    }
    const last = datapaths.at(-1)
    if (last === undefined) continue
    const number = parseInteger(PORT_LABEL.exec(label)?.[1] ?? '')
    const [, name, type = 'system'] = PORT_VALUE.exec(value) ?? []
    if (number !== undefined && name !== undefined) ports.push({ number, name, type })
    else if (label === 'lookups') last.lookups = counts(value)
    else if (label === 'flows') last.flows = leadingInteger(value)
    else if (label === 'masks') last.masks = counts(value)
    else if (label === 'cache') last.cache = counts(value)
    const size = sizeOf(value)
    if (size !== undefined) caches.set(label, size)
  }
  return datapaths
}

/** `hit:244 missed:8 lost:0`; not `hit/pkt:2.50`. */
function counts(value: string): Readonly<Record<string, Integer>> {
  const pairs = words(value).map((word) => splitField(word) ?? ['', ''])
  return Object.fromEntries(
    pairs.flatMap(([name, digits]) => {
      const count = parseInteger(digits)
      return count !== undefined && COUNTS.includes(name) ? [[name, count]] : []
    }),
  )
}

/** `masks-cache: size:256`, below `caches:` */
function sizeOf(value: string): Integer | undefined {
  return parseInteger(/^size:(\d{1,20})$/.exec(value)?.[1] ?? '')
}
