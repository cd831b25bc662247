/**
 * The bandwidth of a net profile (`10Mbps`, `512 kb`, `1g`) in bytes a second, as Netplugin enforces it: a K is 1024
 * (ConvertBandwidth in utils/netutils). `undefined` when there is none.
 */
export function parseBandwidth(text: string): number | undefined {
  const [, number, letter = ''] = /^(\d+) ?([kmg])/i.exec(text) ?? []
  const power = 'kmg'.indexOf(letter.toLowerCase()) + 1
  const bytes = (Number(number) * 1024 ** power) / 8
  return Number.isFinite(bytes) ? bytes : undefined
}
