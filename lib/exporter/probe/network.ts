/** An IP network: the bytes of its address, 4 or 16, and how many bits of them count. */
export interface Network {
  readonly bytes: readonly number[]
  readonly prefix: number
}

/** The bytes of an IPv4 or IPv6 address; `undefined` for anything else, such as a name or an address with a zone. */
export function parseAddress(text: string): readonly number[] | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** An address, or a network in CIDR notation (RFC 4632): `10.0.0.0/8`, `fd00::/8`. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', prefix, ...more] = text.split('/')
  const bytes = parseAddress(address)
  if (bytes === undefined || more.length > 0) return undefined
  const bits = bytes.length * 8
  if (prefix === undefined) return { bytes, prefix: bits }
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits ? { bytes, prefix: Number(prefix) } : undefined
}

export function contains({ bytes, prefix }: Network, address: readonly number[]): boolean {
  if (address.length !== bytes.length) return false
  return bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefix - index * 8))
    const mask = 0xff & (0xff << (8 - bits))
    return ((byte ^ (address[index] ?? 0)) & mask) === 0
  })
}

/** Without leading zeros, which some take for octal. */
const BYTE = /^(?:0|[1-9]\d{0,2})$/

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  const valid = parts.length === 4 && parts.every((part) => BYTE.test(part) && Number(part) < 256)
  return valid ? parts.map(Number) : undefined
}

function parseIpv6(text: string): readonly number[] | undefined {
  if (!/^[\da-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]`)) return undefined
  // A URL has it in hexadecimal, with one `::` at most.
  const [before = '', after] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::')
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [first, last] = [groupsOf(before), groupsOf(after ?? '')]
  const zeros = Array<number>(8 - first.length - last.length).fill(0)
  return [...first, ...zeros, ...last].flatMap((group) => [group >> 8, group & 0xff])
}
