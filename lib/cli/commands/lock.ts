import type { Command, Context } from '../command.js'
import { expectOperands } from '../operands.js'

const DATABASE_OF_EVERY_SERVER = '_Server'

const DETAILS = `Each change is a line of JSON: {"lock":"NAME","state":"held"}. The states are held,
lost (another client took it, or the connection broke), waiting (another client has
it) and, at the end, closed. --timeout ends a lock that is held, too, with exit status 1.`

export const lock: Command = {
  name: 'lock',
  usage: '[SERVER] LOCK',
  summary: 'waits for a lock of the server, and holds it until the command is ended',
  details: DETAILS,
  run: (context) => hold(context, false),
}

export const steal: Command = {
  name: 'steal',
  usage: '[SERVER] LOCK',
  summary: 'takes a lock of the server from whoever has it, and holds it until the command is ended',
  details: DETAILS,
  run: (context) => hold(context, true),
}

async function hold({ server, operands, print }: Context, steal: boolean): Promise<void> {
  expectOperands(operands, 1, 1, 'the name of a lock')
  const [name = ''] = operands
  await using connected = await server.connect(DATABASE_OF_EVERY_SERVER)
  await using held = await connected.client.lock(name, { signal: server.signal, timeout: 0, steal })
  const line = ({ state }: { readonly state: string }) => print(`${JSON.stringify({ lock: name, state })}\n`)
  await line(held.state)
  held.onState((state) => void line(state))
  await new Promise((_, reject) => {
    server.signal.addEventListener('abort', () => reject(server.signal.reason), { once: true })
  })
}
