/**
 * The OVSDB client library (RFC 7047).
 *
 * @example
 * import { connect } from 'ovsdb-exporter'
 *
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * for (const { name, statistics } of await client.select('Interface', { columns: ['name', 'statistics'] })) {
 *   console.log(name, statistics.get('rx_packets'))
 * }
 */
export * from './ovsdb/index.js'
