import { type Client, NotConnectedError, type OpenVSwitch } from '../../ovsdb/index.js'
import { SourceError } from '../collectors/collector.js'

/** What is needed of the client. */
export type QosClient = Pick<Client<OpenVSwitch>, 'select' | 'selectMany'>

/**
 * The names of the interfaces of ports with QoS. Two questions, so that the server need not tell of all interfaces.
 *
 * @throws {SourceError} when there is no connection, which was told when it broke
 * @throws what {@link Client.select} throws
 */
export async function readQosInterfaces(client: QosClient, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await readNames(client, signal)
  } catch (cause) {
    throw cause instanceof NotConnectedError ? new SourceError(cause.message, { cause }) : cause
  }
}

async function readNames(client: QosClient, signal: AbortSignal): Promise<readonly string[]> {
  const ports = await client.select('Port', { columns: ['interfaces'], where: [['qos', '!=', undefined]], signal })
  const selects = ports
    .flatMap(({ interfaces }) => interfaces)
    .map((uuid) => ({ table: 'Interface', columns: ['name'], where: [['_uuid', '==', uuid]] }) as const)
  const rows = await client.selectMany(selects, { signal })
  return rows.flatMap((found) => found.map(({ name }) => name)).sort()
}
