import { prepareDial } from '../dial.js'
import { clientFunctions } from './client-functions.js'

const functions = clientFunctions(prepareDial)

/**
 * Connects to a server. Once connected, the client reconnects by itself.
 *
 * Of several remotes, such as the members of a cluster, one is chosen at random, and when it fails the next, until each
 * has been tried; and so again whenever the connection breaks.
 *
 * @param remote `tcp:HOST:PORT`, `ssl:HOST:PORT`, `unix:PATH`, `ws://HOST:PORT/PATH` or `wss://…`; several with commas between them, or in an array
 * @throws {@link ConnectError} when the first attempt fails, at every remote; `cause` says why
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @throws the signal's reason, when aborted
 * @function
 * @example
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * const [row] = await client.select('Interface', { columns: ['name', 'mtu'], where: [['name', '==', 'vvport1']] })
 * console.log(row) // → { name: 'vvport1', mtu: 1500 }
 */
export const connect = functions.connect

/**
 * Makes a client that connects in the background and goes on trying: for programs that outlive their server.
 *
 * @param remote as {@link connect} takes it
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @function
 * @example
 * await using client = openClient('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * for await (const { state } of client.statuses()) if (state === 'connected') break
 * console.log(client.schema.name) // → Open_vSwitch
 */
export const openClient = functions.openClient

/**
 * Makes a client that connects when it is told to by `start`: for who wants to listen to it before.
 *
 * @param remote as {@link connect} takes it
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @function
 * @example
 * await using client = createClient('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * client.onSession(({ database }) => console.log(`on each connection: watch ${database}`))
 * client.start()
 */
export const createClient = functions.createClient
