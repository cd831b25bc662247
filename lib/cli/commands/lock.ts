import type { Command } from '../command.js'
import { expectOperands } from '../operands.js'

const DATABASE_OF_EVERY_SERVER = '_Server'

export const lock: Command = {
  name: 'lock',
  usage: '[SERVER] LOCK',
  summary: 'waits for a lock of the server, and holds it until the command is ended',
  details: `Each change is a line of JSON: {"lock":"NAME","state":"held"}, or "lost" while
another client has it.`,
  run: async ({ server, operands, print }) => {
    expectOperands(operands, 1, 1, 'the name of a lock')
    const [name = ''] = operands
    await using connected = await server.connect(DATABASE_OF_EVERY_SERVER)
    await using held = await connected.client.lock(name, { signal: server.signal, timeout: 0 })
    const line = ({ state }: { readonly state: string }) => print(`${JSON.stringify({ lock: name, state })}\n`)
    await line(held.state)
    held.onState((state) => void line(state))
    await new Promise((_, reject) => {
      server.signal.addEventListener('abort', () => reject(server.signal.reason), { once: true })
    })
  },
}
