/**
 * How many addresses a list as Netmaster writes it holds: `20.1.1.6-20.1.1.253, 20.1.1.255` (ListAvailableIPs in
 * utils/netutils). An empty list has none; `undefined` when it is no such list.
 */
export function countAddresses(list: string): number | undefined {
  if (list.trim() === '') return 0
  let count = 0
  for (const range of list.split(',')) {
    const [first, last = first, ...more] = range.trim().split('-')
    const [from, to] = [numberOf(first ?? ''), numberOf(last ?? '')]
    if (more.length > 0 || from === undefined || to === undefined || to < from) return undefined
    count += to - from + 1
  }
  return count
}

/** An IPv4 address as the number that its bytes make. */
function numberOf(address: string): number | undefined {
  const bytes = address.split('.')
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) < 256)) return undefined
  return bytes.reduce((number, byte) => number * 256 + Number(byte), 0)
}
