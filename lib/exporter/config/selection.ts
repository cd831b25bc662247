/** Which names are wanted; a name has to match `include` and must not match `exclude`. */
export interface NameFilter {
  readonly include: RegExp | undefined
  readonly exclude: RegExp | undefined
}

/** What of the switch is told. */
export interface Selection {
  readonly bridges: NameFilter
  readonly interfaces: NameFilter
  /** Keys of Interface.statistics. */
  readonly statistics: NameFilter
}

/** Whether a filter lets anything through that comes. */
export function isOpen({ include, exclude }: NameFilter): boolean {
  return include === undefined && exclude === undefined
}

export function isSelected({ include, exclude }: NameFilter, name: string): boolean {
  return (include?.test(name) ?? true) && !(exclude?.test(name) ?? false)
}
