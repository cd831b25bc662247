import { clientFunctions } from '../client/client-functions.js'
import { prepareDial } from './dial.js'

const functions = clientFunctions(prepareDial)

/**
 * Connects to a server behind a WebSocket. Once connected, the client reconnects by itself.
 *
 * @param remote `ws://HOST:PORT/PATH` or `wss://…`; several with commas between them, or in an array
 * @throws {@link ConnectError} when the first attempt fails, at every remote; `cause` says why
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @throws the signal's reason, when aborted
 * @function
 * @example
 * import { connect } from 'ovsdb-exporter/browser'
 *
 * const client = await connect('wss://relay.example/switch-1', { database: 'Open_vSwitch' })
 * console.log(await client.select('Bridge', { columns: ['name'] }))
 */
export const connect = functions.connect

/**
 * Makes a client that connects in the background and goes on trying, as a page does that stays open.
 *
 * @param remote as {@link connect} takes it
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @function
 * @example
 * import { openClient } from 'ovsdb-exporter/browser'
 *
 * const client = openClient('wss://relay.example/switch-1', { database: 'Open_vSwitch' })
 * client.onStatus(({ state }) => console.log(state))
 */
export const openClient = functions.openClient

/**
 * Makes a client that connects when it is told to by `start`.
 *
 * @param remote as {@link connect} takes it
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @function
 * @example
 * import { createClient } from 'ovsdb-exporter/browser'
 *
 * const client = createClient('wss://relay.example/switch-1', { database: 'Open_vSwitch' })
 * client.start()
 */
export const createClient = functions.createClient
