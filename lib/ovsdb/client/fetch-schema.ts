import { RemoteError, type RequestOptions, type Session } from '../../jsonrpc/index.js'
import { UnknownDatabaseError } from '../errors.js'
import { parseDatabase } from '../schema/parse-schema.js'
import type { DatabaseSchema } from '../schema/types.js'
import { METHODS } from '../session/methods.js'

/**
 * Asks for a database's schema (RFC 7047 section 4.1.2).
 *
 * @throws {UnknownDatabaseError} with the names of those there are, {InvalidSchemaError}, and what `request` throws
 */
export async function fetchSchema(
  session: Pick<Session, 'request'>,
  database: string,
  options: RequestOptions,
): Promise<DatabaseSchema> {
  try {
    return parseDatabase(await session.request('get_schema', [database], options))
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const available = METHODS.list_dbs.read(await session.request('list_dbs', [], options))
    throw available.includes(database) ? error : new UnknownDatabaseError(database, available)
  }
}
