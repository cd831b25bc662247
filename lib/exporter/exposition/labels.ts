import { escapeLabelValue } from './escape.js'

/** Label names and values, in the order they are written. A value `undefined` leaves the label out. */
export type Labels = Readonly<Record<string, string | undefined>>

/**
 * Labels as bytes without the closing brace, `{a="1",b="2"`, so that one more can follow.
 * Empty when there is no label.
 */
export function encodeLabels(labels: Labels): Uint8Array {
  const pairs = Object.entries(labels)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${escapeLabelValue(value ?? '')}"`)
  return Buffer.from(pairs.length === 0 ? '' : `{${pairs.join(',')}`)
}

/** The end of a sample's labels, with one more label or none. */
export function encodeLabelTail(label?: readonly [name: string, value: string]): Uint8Array {
  return Buffer.from(label === undefined ? '} ' : `,${label[0]}="${escapeLabelValue(label[1])}"} `)
}
