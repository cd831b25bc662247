import type { Command } from '../command.js'
import { formatJson } from '../json.js'
import { errorOf, readTransaction, transact as send } from '../transaction.js'

export const transact: Command = {
  name: 'transact',
  usage: '[SERVER] TRANSACTION',
  summary: 'carries out a transaction, all of it or nothing, and prints the results as JSON',
  details: `TRANSACTION is a JSON array with the name of the database and the operations of
RFC 7047, or - to read it from standard input. When the server rejects it, the
results are printed, the error is told, and the exit status is 1; when the
connection is lost before the answer, it is 3: nobody can say what became of it.`,
  run: async (context) => {
    const results = await send(context, await readTransaction(context))
    await context.print(formatJson(results, context.style.pretty))
    const error = errorOf(results)
    if (error !== undefined) throw new Error(`the transaction was rejected: ${error}`)
  },
}
