/**
 * The OVSDB client library for browsers: the same, but for remotes other than WebSockets and for reading files.
 *
 * @example
 * import { connect } from 'ovsdb-exporter/browser'
 *
 * const client = await connect('wss://switch-1.example/ovsdb', { database: 'Open_vSwitch' })
 * console.log(await client.select('Bridge', { columns: ['name'] }))
 */
export * from './ovsdb/browser/index.js'
