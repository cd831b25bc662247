import { EventEmitter } from 'node:events'
import t from 'tap'
import type { WebSocket } from 'ws'
import { Viewer } from '../../../lib/exporter/live/viewer.js'

/** A WebSocket whose peer takes a message when the spec says so. */
class SlowSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  readonly sent: string[] = []
  readonly taking: (() => void)[] = []
  readonly pings: string[] = []
  terminated = false
  send(text: string, taken: () => void): void {
    this.sent.push(text)
    this.taking.push(taken)
  }
  ping(data: string): void {
    this.pings.push(data)
  }
  terminate(): void {
    this.terminated = true
  }
  take(): void {
    this.taking.shift()?.()
  }
}

function scene() {
  const socket = new SlowSocket()
  let snapshots = 0
  const viewer = new Viewer(socket as unknown as WebSocket, () => `snapshot ${++snapshots}`)
  return { socket, viewer }
}

t.test('what is sent to one who is slow waits nowhere: a snapshot makes up for it', async (t) => {
  const { socket, viewer } = scene()
  viewer.welcome()
  t.strictSame(socket.sent, ['snapshot 1'])
  for (let i = 0; i < 1000; i++) viewer.send(`update ${i}`)
  t.equal(socket.sent.length, 1)
  socket.take()
  t.strictSame(socket.sent.slice(1), ['snapshot 2'])
  viewer.send('late')
  socket.take()
  t.strictSame(socket.sent.slice(2), ['snapshot 3'])
  socket.take()
  viewer.send('in time')
  t.strictSame(socket.sent.slice(3), ['in time'])
})

t.test('one who gives no sign of life is cut off; one who does is not', async (t) => {
  const dead = scene()
  const alive = scene()
  for (let i = 0; i < 20; i++) {
    dead.viewer.probe('alive')
    alive.viewer.probe('alive')
    // One that is late answers the probe before.
    alive.socket.emit('pong', Buffer.from(alive.socket.pings.at(-2) ?? ''))
    for (const unasked of ['', 'anything']) dead.socket.emit('pong', Buffer.from(unasked))
    t.equal(dead.socket.terminated, i >= 6, `probe ${i}`)
  }
  t.notOk(alive.socket.terminated)
  t.strictSame(dead.socket.sent, ['alive'], 'nothing is queued behind what is not taken')
})

t.test('nothing is sent into a connection that closes', async (t) => {
  const { socket, viewer } = scene()
  socket.readyState = 2
  viewer.welcome()
  viewer.send('update')
  t.strictSame(socket.sent, [])
})
