const COLLATOR = new Intl.Collator('en', { numeric: true })

/** Orders names as a person does, `eth2` before `eth10`; 0 only for equal text. */
export function compareNatural(a: string, b: string): number {
  return COLLATOR.compare(a, b) || Number(a > b) - Number(a < b)
}
