import { InvalidReplyError } from '../errors.js'

/** Reads the reply of `list_dbs` (RFC 7047 section 4.1.1). */
export function readDatabaseNames(reply: unknown): readonly string[] {
  if (Array.isArray(reply) && reply.every((name) => typeof name === 'string')) return reply
  throw new InvalidReplyError('list_dbs', 'an array of database names', reply)
}
