/**
 * Turns a statistics key to the other side of the wire: what the switch received (`rx_*`) the endpoint sent (`tx_*`),
 * and the reverse. A key without a direction stays as it is.
 *
 * @example
 * turnRound('rx_packets') // 'tx_packets'
 */
export function turnRound(key: string): string {
  if (key.startsWith('rx_')) return `tx_${key.slice(3)}`
  if (key.startsWith('tx_')) return `rx_${key.slice(3)}`
  return key
}
