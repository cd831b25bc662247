import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import type { Scope } from '../spec/support/scope.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * What everything is compared with: the least that can speak OVSDB at all. A socket, the server's messages cut apart by
 * nesting depth (there is no other way, RFC 7047 section 4), and nothing checked. It shares no code with `lib`.
 */
export class BareSocket {
  readonly #socket: Socket
  #parts: Buffer[] = []
  #depth = 0
  #inString = false
  #escaped = false
  #replies: Buffer[] = []
  #wanted = 0
  #resolve: (replies: readonly Buffer[]) => void = () => {}
  #reject: (error: Error) => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', () => {})
    socket.on('close', () => this.#reject(new Error('the server closed the bare socket')))
  }

  static async connect(scope: Scope, port: number): Promise<BareSocket> {
    const socket = createConnection({ host: '127.0.0.1', port, noDelay: true })
    scope.teardown(() => socket.destroy())
    await once(socket, 'connect')
    return new BareSocket(socket)
  }

  /** Sends the requests at once and resolves with the parsed replies. */
  async ask(requests: readonly string[]): Promise<readonly unknown[]> {
    const replies = await this.askBytes(requests)
    return replies.map((reply) => JSON.parse(reply.toString()))
  }

  /** The same, with the replies as they came. */
  askBytes(requests: readonly string[]): Promise<readonly Buffer[]> {
    return new Promise((resolve, reject) => {
      this.#replies = []
      this.#wanted = requests.length
      this.#resolve = resolve
      this.#reject = reject
      this.#socket.write(requests.join(''))
    })
  }

  #read(chunk: Buffer): void {
    let depth = this.#depth
    let inString = this.#inString
    let escaped = this.#escaped
    let start = 0
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inString = false
      } else if (byte === QUOTE) inString = true
      else if (byte === 0x7b || byte === 0x5b) depth++
      else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) {
        this.#parts.push(chunk.subarray(start, i + 1))
        this.#receive(this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts))
        this.#parts = []
        start = i + 1
      }
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = escaped
    if (start < chunk.length) this.#parts.push(chunk.subarray(start))
  }

  /** The server probes a client that is silent for 5 s, and only then: an echo is short. */
  #receive(message: Buffer): void {
    if (message.length < 100 && message.includes('"method":"echo"')) {
      this.#socket.write('{"id":"echo","result":[],"error":null}')
      return
    }
    this.#replies.push(message)
    if (this.#replies.length === this.#wanted) this.#resolve(this.#replies)
  }
}
