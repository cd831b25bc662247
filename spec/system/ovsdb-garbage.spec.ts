import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import t from 'tap'
import { eventually } from '../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

interface Behaviour {
  readonly peer: (socket: Socket) => unknown
  /** What the log says of it. */
  readonly cause: RegExp
}

const reply = (text: string) => (socket: Socket) => socket.once('data', () => socket.write(text))

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'closes at once': { peer: (socket) => socket.end(), cause: /closed by the peer/ },
  'speaks HTTP': { peer: reply('HTTP/1.1 400 Bad Request\r\n\r\n'), cause: /expected a JSON object, got "H"/ },
  'sends half a message, and hangs': { peer: reply('{"id":1,"result":'), cause: /no answer within 5000 ms/ },
  'sends no JSON': { peer: reply('{"id":1,"result":}'), cause: /expected JSON/ },
  'sends no UTF-8': {
    peer: (socket) => socket.write(Buffer.from('{"id":"\xff","result":1}', 'latin1')),
    cause: /expected UTF-8/,
  },
  'sends a schema that is none': {
    peer: reply([1, 2, 3, 4].map((id) => `{"id":${id},"result":{"tables":7},"error":null}`).join('')),
    cause: /schema/,
  },
  'sends a message without end': { peer: (socket) => flood(socket), cause: /at most 67108864 bytes/ },
}

/** Sends the text of one endless string as fast as it is read. */
function flood(socket: Socket): void {
  const bytes = Buffer.alloc(1024 * 1024, 'x')
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  }
  socket.write('{"id":1,"result":"')
  socket.on('drain', more)
  more()
}

function causesTold({ program }: ExporterProcess): readonly string[] {
  const failures = program.output().match(/^.*"source failed".*$/gm) ?? []
  return failures.map((line) => JSON.parse(line).cause)
}

for (const [what, { peer, cause }] of Object.entries(BEHAVIOURS)) {
  t.test(`a server that ${what} is no switch, until it is one`, { skip }, async (t) => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      peer(socket)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    t.teardown(() => server.close())
    const { port } = server.address() as AddressInfo
    const exporter = await startExporterProcess(t, ['--ovsdb', `tcp:127.0.0.1:${port}`])
    const ofSwitch = async () => samplesOf(await exporter.scrape(), (name) => /^ovs_(?!collector_)/.test(name))
    const seen = new Set<string>()
    await eventually(async () => {
      for (const sample of await ofSwitch()) seen.add(sample)
      return causesTold(exporter).some((told) => cause.test(told))
    }).catch(() => t.match(causesTold(exporter), [cause]))
    t.strictSame([...seen], ['ovs_up{} 0'])
    t.equal((await fetch(`${exporter.url}/healthz`)).status, 200)

    for (const socket of sockets) socket.destroy()
    await once(server.close(), 'close')
    await startOvsdbServer(t, { port })
    await eventually(async () => (await ofSwitch()).includes('ovs_up{} 1'))
    t.ok(exporter.program.running)
  })
}
