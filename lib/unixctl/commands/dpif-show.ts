import { type Integer, lines, parseInteger } from './text.js'

export interface DpifPort {
  readonly name: string
  /** The OpenFlow port number. */
  readonly ofport: Integer
  /** The port number in the datapath; undefined when it has none there, such as a patch port. */
  readonly portNumber: Integer | undefined
  /** The type of its network device: `system`, `vxlan`, `dpdk` … */
  readonly type: string
}

export interface DpifBridge {
  readonly name: string
  readonly ports: readonly DpifPort[]
}

export interface Dpif {
  /** The datapath: `netdev@ovs-netdev`. */
  readonly datapath: string
  /** Packets that matched a flow of the datapath. */
  readonly hit: Integer
  /** Packets that matched none. */
  readonly missed: Integer
  readonly bridges: readonly DpifBridge[]
}

const DATAPATH = /^(\S+): hit:(\d{1,20}) missed:(\d{1,20})\s*$/
const BRIDGE = /^\s+(\S+):\s*$/
const PORT = /^\s+(\S+) (\d{1,10})\/(\d{1,10}|none): \(([^:)]*)/

/** What `dpif/show` prints (ofproto/ofproto-dpif.c): each datapath with its bridges and their ports. */
export function parseDpifShow(text: string): readonly Dpif[] {
  const datapaths: (Dpif & { readonly bridges: DpifBridge[] })[] = []
  let ports: DpifPort[] | undefined
  for (const line of lines(text)) {
    const [, datapath, hits = '', misses = ''] = DATAPATH.exec(line) ?? []
    const hit = parseInteger(hits)
    const missed = parseInteger(misses)
    if (datapath !== undefined && hit !== undefined && missed !== undefined) {
      datapaths.push({ datapath, hit, missed, bridges: [] })
      ports = undefined
      continue
    }
    const bridge = BRIDGE.exec(line)?.[1]
    if (bridge !== undefined) {
      ports = []
      datapaths.at(-1)?.bridges.push({ name: bridge, ports })
      continue
    }
    const [, name, openflow = '', number = '', type = ''] = PORT.exec(line) ?? []
    const ofport = parseInteger(openflow)
    if (name !== undefined && ofport !== undefined)
      ports?.push({ name, ofport, portNumber: parseInteger(number), type })
  }
  return datapaths
}
