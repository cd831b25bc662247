import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { Viewers } from '../../../lib/exporter/live/viewers.js'
import { pageSnapshot } from '../../support/live-messages.js'
import { broken, type FuzzTarget } from '../target.js'

/** A frame of RFC 6455 section 5.2, masked with zeros. */
function frame(opcode: number, payload: Uint8Array | string, final = true): Buffer {
  const bytes = Buffer.from(payload)
  const length = Buffer.alloc(bytes.length < 126 ? 0 : 2)
  if (length.length > 0) length.writeUInt16BE(bytes.length)
  const short = 0x80 | (bytes.length < 126 ? bytes.length : 126)
  return Buffer.concat([Buffer.from([(final ? 0x80 : 0) | opcode, short]), length, Buffer.alloc(4), bytes])
}

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10]

const FRAMES = [
  frame(TEXT, 'hello'),
  frame(TEXT, 'x'.repeat(2000)),
  frame(PING, 'are you there'),
  frame(PONG, ''),
  frame(CLOSE, Buffer.from([0x03, 0xe8])),
  frame(CLOSE, Buffer.from([0xff, 0xff, 0xff])),
  Buffer.concat([frame(TEXT, 'a', false), frame(0, 'b')]),
  // It announces as much as can be announced.
  Buffer.from([0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
]

/** What is answered beside the handshake, the snapshot and a pong for each ping. */
const MOST_ANSWERED = 4096

/** What a viewer sends behind its handshake: it is answered in order or cut off, and leaves nothing behind. */
export const viewer: FuzzTarget = {
  name: 'viewer',
  seeds: [...FRAMES, Buffer.concat(FRAMES)],
  words: ['\u0000', '\u007e', '\u007f'],
  generated: fc
    .array(
      fc.tuple(fc.constantFrom(0, TEXT, 2, 3, CLOSE, PING, PONG, 15), fc.uint8Array({ maxLength: 130 }), fc.boolean()),
    )
    .map((frames) => Buffer.concat(frames.map(([opcode, payload, final]) => frame(opcode, payload, final)))),
  async check(input) {
    let running = false
    const feed = {
      snapshot: () => pageSnapshot(),
      start: () => {
        running = true
      },
      stop: () => {
        running = false
      },
    }
    const viewers = new Viewers({ feed, limit: 2 })
    const peer = new Peer()
    viewers.admit(handshake(), peer, Buffer.from(input.subarray(0, (input[0] ?? 0) & 7)))
    peer.push(input.subarray((input[0] ?? 0) & 7))
    for (let i = 0; i < 4; i++) await turn()
    if (viewers.size > 1) throw broken('one viewer', viewers.size)
    if (peer.answered > MOST_ANSWERED + 2 * input.length) throw broken('few bytes in answer', peer.answered)
    peer.destroy()
    for (let i = 0; i < 4; i++) await turn()
    if (viewers.size !== 0 || running) throw broken('nobody left', viewers.size)
  },
}

/** The server's end of a connection: what it writes is counted. */
class Peer extends Duplex {
  answered = 0

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.answered += chunk.length
    done()
  }
}

function handshake(): IncomingMessage {
  const request = new IncomingMessage(new Socket())
  request.method = 'GET'
  request.headers = {
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
  }
  return request
}
