import type { Command } from '../command.js'
import { formatJson } from '../json.js'
import { errorOf, readTransaction, transact } from '../transaction.js'

export const query: Command = {
  name: 'query',
  usage: '[SERVER] TRANSACTION',
  summary: 'carries out a transaction that changes nothing, and prints the results as JSON',
  details: `As transact, but an abort operation follows the others, so that whatever they
do is undone; its own result is not printed.`,
  run: async (context) => {
    const { database, operations } = await readTransaction(context)
    const results = await transact(context, { database, operations: [...operations, { op: 'abort' }] })
    const own = results.slice(0, operations.length)
    await context.print(formatJson(own, context.style.pretty))
    const error = errorOf(own)
    if (error !== undefined) throw new Error(`the transaction was rejected: ${error}`)
  },
}
