import { lines } from './text.js'

export interface DatapathName {
  /** As commands of `dpctl/` take it: `netdev@ovs-netdev`. */
  readonly full: string
  /** `system` is the kernel's, `netdev` the one in user space. */
  readonly type: string
  /** As commands of `dpif-netdev/` take it: `ovs-netdev`. */
  readonly name: string
}

/** What `dpctl/dump-dps` prints (lib/dpctl.c): a datapath a line. */
export function parseDumpDps(text: string): readonly DatapathName[] {
  return lines(text).flatMap((line) => {
    const [, type, name] = /^([^\s@]+)@(\S+)\s*$/.exec(line) ?? []
    return type === undefined || name === undefined ? [] : [{ full: `${type}@${name}`, type, name }]
  })
}
