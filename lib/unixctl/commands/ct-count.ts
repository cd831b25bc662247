import { UnexpectedReplyError } from '../errors.js'
import { type Integer, parseInteger } from './text.js'

/**
 * What `dpctl/ct-get-nconns` and `dpctl/ct-get-maxconns` print (lib/dpctl.c): a number.
 *
 * @throws {UnexpectedReplyError}
 */
export function parseCtCount(command: string, text: string): Integer {
  const count = parseInteger(text.trim())
  if (count === undefined) throw new UnexpectedReplyError(command, 'a number of connections', text)
  return count
}
