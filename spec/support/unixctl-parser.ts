import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { UnixctlError } from '../../lib/unixctl/errors.js'
import { anyString } from './any-string.js'

const FOLDER = 'fixtures/unixctl'

/** What a daemon printed, without the trailing newline that only those up to 3.3 print. */
export function golden(name: string): string {
  return readFileSync(`${FOLDER}/${name}.txt`, 'utf8')
}

/** What daemons print, to make texts of that are almost right. */
const PIECES = distinct(readdirSync(FOLDER).flatMap((name) => readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n')))

const WORDS = distinct(PIECES.flatMap((line) => line.split(/(?<=[\s:(/,])/)))

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '')
}

const text = fc.oneof(
  anyString,
  fc.array(fc.constantFrom(...PIECES)).map((pieces) => pieces.join('\n')),
  fc
    .array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom('\n', '\t', ' ', ':', '-1', '__proto__')))
    .map((pieces) => pieces.join('')),
)

/** Long texts that a regular expression could take the square of their length for. */
const LONG = [
  ' ',
  'a',
  '9',
  ':',
  '\n',
  '\t',
  'a ',
  'a:',
  '(',
  ') ',
  '- ',
  '1 ',
  '1:',
  'member ',
  ' port: ',
  '\n\n',
  'a@',
].flatMap((piece) => [piece.repeat(200_000), `${piece.repeat(200_000)} x`])

/**
 * Gives a parser any text: it must return, or throw an error of the area. fast-check tells the seed of what it does not
 * take; a long text that hangs it runs into the spec's own timeout.
 */
export function checkAnyText(parse: (text: string) => unknown): void {
  const survive = (given: string) => {
    try {
      parse(given)
    } catch (error) {
      if (!(error instanceof UnixctlError)) throw error
    }
  }
  fc.assert(fc.property(text, survive), { numRuns: 500 })
  for (const long of LONG) survive(long)
}
