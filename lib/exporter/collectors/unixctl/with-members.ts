interface Bond {
  readonly members: readonly { readonly name: string }[]
}

/** Bonds with those of their members that are told of; a bond that loses all of them is not told of either. */
export function withMembers<B extends Bond>(
  bonds: readonly B[],
  isTold: (interfaceName: string) => boolean,
): readonly B[] {
  return bonds.flatMap((bond) => {
    const members = bond.members.filter(({ name }) => isTold(name))
    return members.length > 0 || bond.members.length === 0 ? [{ ...bond, members }] : []
  })
}
