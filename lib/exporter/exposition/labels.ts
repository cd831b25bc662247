import { escapeLabelValue } from './escape.js'

/** Label names and values, in the order they are written. A value `undefined` leaves the label out. */
export type Labels = Readonly<Record<string, string | undefined>>

/** What ends a sample's labels: the closing brace, and the blank before the value. */
export const LABELS_END = '} '

/** Labels as bytes, from the opening brace to the blank before the value: `{a="1",b="2"} `; a blank when there are none. */
export function encodeLabels(labels: Labels): Uint8Array {
  const pairs = Object.entries(labels).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Buffer.from(pairs.length === 0 ? ' ' : `{${pairs.map(encodePair).join(',')}${LABELS_END}`)
}

/** One more label, to be written over the end of others: `,queue="0"} `. */
export function encodeExtraLabel(pair: readonly [name: string, value: string]): Uint8Array {
  return Buffer.from(`,${encodePair(pair)}${LABELS_END}`)
}

/** What {@link encodeLabels} made, and {@link encodeExtraLabel} beside it, as text: `{a="1",queue="0"}`. */
export function decodeLabels(labels: Uint8Array, extra?: Uint8Array): string {
  const text = decode(labels).trimEnd()
  return extra === undefined ? text : text.slice(0, -1) + decode(extra).trimEnd()
}

function decode({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString()
}

function encodePair([name, value]: readonly [string, string]): string {
  return `${name}="${escapeLabelValue(value)}"`
}
