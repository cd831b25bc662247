/** The base units that our metrics' names end in. */
const UNITS = ['seconds', 'bytes', 'ratio'] as const
export type Unit = (typeof UNITS)[number]

/** The unit that a family's name, without `_total`, tells: `ovs_interface_receive_bytes` counts `bytes`. */
export function unitOf(family: string): Unit | undefined {
  return UNITS.find((unit) => family.endsWith(`_${unit}`))
}
