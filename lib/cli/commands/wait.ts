import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { expectOperands } from '../operands.js'

const STATES = ['added', 'connected', 'removed'] as const
type State = (typeof STATES)[number]

export const wait: Command = {
  name: 'wait',
  usage: '[SERVER] DATABASE STATE',
  summary: 'waits until a database is added, connected (to its cluster) or removed',
  details: `STATE is added, connected or removed. SERVER has to be a single one; as long as it
cannot be reached, it is waited for too.`,
  run: async ({ server, operands, complain }) => {
    expectOperands(operands, 2, 2, `a database and a state (${STATES.join(', ')})`)
    const [database = '', text = ''] = operands
    const state = STATES.find((one) => one === text)
    if (state === undefined) throw new UsageError(`expected a state (${STATES.join(', ')}), got "${text}"`)
    await using client = server.open('_Server', ({ message }) => complain(`${message}; trying again`))
    await using replica = await client.replicate(
      { Database: ['name', 'connected'] },
      { signal: server.signal, timeout: 0 },
    )
    const { rows } = replica.table('Database')
    const holds = () =>
      isIn(
        state,
        [...rows.values()].find(({ name }) => name === database),
      )
    if (holds()) return
    for await (const _ of replica.changes({ signal: server.signal })) if (holds()) return
  },
}

function isIn(state: State, row: { readonly connected?: unknown } | undefined): boolean {
  if (state === 'removed') return row === undefined
  return row !== undefined && (state === 'added' || row.connected === true)
}
