import { lines, parseInteger, splitField } from './text.js'

export interface BondMember {
  readonly name: string
  /** Whether packets are sent and received by it. */
  readonly enabled: boolean
  /** Whether it could be enabled: its link is up, and LACP agrees. */
  readonly mayEnable: boolean | undefined
  readonly active: boolean
  /**
   * Kilobytes of 1,024 bytes that its hashes carried since the last rebalancing; hashes with less than one count nothing.
   * Undefined in a bond that does not balance by hashes.
   */
  readonly load: number | undefined
}

export interface Bond {
  readonly name: string
  /** `active-backup`, `balance-slb`, `balance-tcp` */
  readonly mode: string | undefined
  /** `negotiated`, `configured`, `off` */
  readonly lacpStatus: string | undefined
  /** The name of the active member. */
  readonly activeMember: string | undefined
  /** Whether its load is balanced by hashes from time to time. */
  readonly balanced: boolean
  readonly members: readonly BondMember[]
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

const BOND = /^---- (\S+) ----\s*$/
const MEMBER = /^(?:member|slave) (\S+): (enabled|disabled)\s*$/
const ACTIVE = /^\s+active (?:member|slave)\s*$/
const LOAD = /^\s+hash \d+: (\d{1,20}) kB load\s*$/

/** What `bond/show` prints (ofproto/bond.c). Until 2.14 a member is a `slave`. */
export function parseBondShow(text: string): readonly Bond[] {
  const bonds: (Writable<Omit<Bond, 'members'>> & { readonly members: Writable<BondMember>[] })[] = []
  for (const line of lines(text)) {
    const name = BOND.exec(line)?.[1]
    if (name !== undefined) {
      bonds.push({
        name,
        mode: undefined,
        lacpStatus: undefined,
        activeMember: undefined,
        balanced: false,
        members: [],
      })
    }
    const bond = bonds.at(-1)
    if (bond === undefined) continue
    const [, memberName, state] = MEMBER.exec(line) ?? []
    if (memberName !== undefined) {
      bond.members.push({
        name: memberName,
        enabled: state === 'enabled',
        mayEnable: undefined,
        active: false,
        load: bond.balanced ? 0 : undefined,
      })
    }
    const [label = '', value = ''] = splitField(line) ?? []
    if (label === 'bond_mode') bond.mode = value
    else if (label === 'lacp_status') bond.lacpStatus = value
    else if (label === 'next rebalance') bond.balanced = true
    const member = bond.members.at(-1)
    if (member === undefined) continue
    if (label === 'may_enable') member.mayEnable = value === 'true'
    if (ACTIVE.test(line)) {
      member.active = true
      bond.activeMember = member.name
    }
    const load = parseInteger(LOAD.exec(line)?.[1] ?? '')
    if (load !== undefined) member.load = (member.load ?? 0) + Number(load)
  }
  return bonds
}
