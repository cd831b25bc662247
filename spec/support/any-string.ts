import fc from 'fast-check'

const FIRST_SURROGATE = 0xd800
const SURROGATES = 0x800

const upTo = (last: number) =>
  fc.nat(last - SURROGATES).map((index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES))

/**
 * Any string that UTF-8 can hold, often of ASCII. fast-check's own unit `binary` makes a map of all code points first, which
 * takes two seconds of each process.
 */
export const anyString = fc.string({
  unit: fc.oneof(
    fc.nat(0x7f).map((code) => String.fromCodePoint(code)),
    upTo(0x10ffff),
  ),
})
