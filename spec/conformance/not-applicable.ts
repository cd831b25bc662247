/** A case that says nothing about a client, and why. */
export interface NotApplicable {
  readonly file: string
  readonly title: string
  readonly reason: string
}

/** An entry that matches no case, or whose case holds, is an error. */
export const NOT_APPLICABLE: readonly NotApplicable[] = []
