import { RemoteError, type RequestOptions } from '../../jsonrpc/index.js'
import type { UntypedModel } from '../model.js'
import { operationError } from '../operation/errors.js'
import type { Operation } from '../operation/operation.js'
import { wireError } from '../operation/transact-result.js'
import type { DatabaseSchema } from '../schema/types.js'
import type { OvsdbSession } from '../session/ovsdb-session.js'
import type { DryRunOutcome, Outcome, RejectedOutcome } from './outcome.js'
import { planTransaction, type Terms } from './plan.js'

/** Where a transaction is sent: a session, and the schema by which it is encoded there. */
export interface Destination {
  readonly session: Pick<OvsdbSession, 'request'>
  readonly schema: DatabaseSchema
}

export interface TransactLimits extends Terms, Pick<RequestOptions, 'signal' | 'timeout'> {}

/**
 * Sends a transaction and says honestly what became of it. One that is given up, because its time is over or its signal
 * aborted, the session cancels at the server, so that a `wait` in it does not outlive the interest in it.
 *
 * @throws what was the matter when nothing was sent; of a dry run also why there is no reply, as it changes nothing
 */
export async function transact(
  { session, schema }: Destination,
  operations: readonly Operation<UntypedModel>[],
  { signal, timeout, ...terms }: TransactLimits,
): Promise<Outcome<readonly unknown[]> | DryRunOutcome<readonly unknown[]>> {
  const { wire, read } = planTransaction(operations, schema, terms)
  let sent = false
  const onSent = () => {
    sent = true
  }
  try {
    return read(await session.request('transact', [schema.name, ...wire], { signal, timeout, onSent }))
  } catch (cause) {
    if (!sent) throw cause
    if (cause instanceof RemoteError && cause.error !== 'canceled') return refusal(cause)
    if (terms.dryRun) throw cause
    return { status: 'unknown', cause }
  }
}

/** The server did not take the request as such, above all because it lacks the database. */
function refusal({ error }: RemoteError): RejectedOutcome<readonly unknown[]> {
  const wire = wireError(error) ?? { error: String(error) }
  return { status: 'rejected', error: operationError(wire, undefined, 'the request'), results: [] }
}
