import { readFileSync } from 'node:fs'
import { JsonSplitter } from '../../lib/jsonrpc/index.js'
import { decodeMessage } from '../../lib/jsonrpc/message.js'
import { parseSchema } from '../../lib/ovsdb/index.js'
import { type PreparedSelect, prepareSelect } from '../../lib/ovsdb/operation/select.js'
import { readTransactResult } from '../../lib/ovsdb/operation/transact-result.js'
import { VSWITCH_SCHEMA } from '../../spec/support/ovsdb-server.js'
import { BareSocket } from '../bare-socket.js'
import { time } from '../format.js'
import { type Effort, interleave } from '../measure.js'
import type { Result, Row } from '../row.js'
import { compare, median } from '../statistics.js'

/** What a socket delivers at most at a time. */
const CHUNK_BYTES = 64 * 1024
/** As for a scrape: below this size the fixed cost of a message counts more than the rows. */
const TARGET_FROM = 100

/** From the bytes of a reply to typed rows, against `JSON.parse` of the same bytes, both in this process. */
export const wireRow: Row = {
  name: 'wire',
  title: 'wire bytes → typed rows, as a share of the speed of JSON.parse of the same bytes',
  async measure({ endpoints, effort, quick, scope, node }) {
    const { ovsdb, select } = await node()
    const bare = await BareSocket.connect(scope, ovsdb.port)
    const [request = ''] = select
    const [bytes = Buffer.alloc(0)] = await bare.askBytes([request])
    const selects = prepareSelects(request)
    const thorough = quick ? effort : more(effort, endpoints)
    return [
      await compareWithParse(
        endpoints,
        bytes,
        selects,
        thorough,
        '% of JSON.parse',
        endpoints >= TARGET_FROM ? 60 : undefined,
      ),
      await compareWithParse(endpoints, withWideCounter(bytes), selects, thorough, '% with one counter beyond 2^53'),
    ]
  },
}

/** Rows after which the compiler of V8 has done with what reads them: it works beside, for some 30 ms at a time. */
const WARM_UP_ROWS = 100_000

/** It costs little to repeat, and a garbage collection moves it much. */
function more({ repetitions }: Effort, endpoints: number): Effort {
  return { repetitions: Math.max(51, repetitions), warmUp: Math.max(5, Math.ceil(WARM_UP_ROWS / endpoints)) }
}

async function compareWithParse(
  endpoints: number,
  bytes: Buffer,
  selects: readonly PreparedSelect[],
  effort: Effort,
  unit: string,
  atLeast?: number,
): Promise<Result> {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) chunks.push(bytes.subarray(at, at + CHUNK_BYTES))
  const text = bytes.toString()
  const readRows = rowReader(selects)
  const count = readRows(chunks)
  if (count !== endpoints) throw new Error(`expected ${endpoints} rows, got ${count}`)

  const [typed, parsed, decoded] = await interleave(effort, [
    () => readRows(chunks),
    () => JSON.parse(text),
    () => JSON.parse(bytes.toString()),
  ])
  const { ratio } = compare(decoded, typed)
  return {
    row: wireRow.name,
    endpoints,
    value: ratio * 100,
    unit,
    target: atLeast === undefined ? undefined : { sense: 'at least', value: atLeast },
    details:
      `${time(median(typed))} for ${bytes.length} bytes; JSON.parse ${time(median(decoded))}, ` +
      `${time(median(parsed))} of their text`,
    figures: {
      typed: median(typed),
      parse: median(parsed),
      decodeAndParse: median(decoded),
      bytes: bytes.length,
    },
  }
}

/** All that the client does with a reply, reply after reply of one session. What it makes returns the number of rows. */
function rowReader(selects: readonly PreparedSelect[]): (chunks: readonly Uint8Array[]) => number {
  let rows = 0
  const splitter = new JsonSplitter((bytes) => {
    const message = decodeMessage(bytes)
    if (message.kind !== 'success') throw new Error(`expected a success, got: ${bytes.text.slice(0, 200)}`)
    const results = readTransactResult(message.result, selects.length)
    for (const [index, select] of selects.entries()) rows += select.decode(results[index]).length
  })
  return (chunks) => {
    rows = 0
    for (const chunk of chunks) splitter.push(chunk)
    return rows
  }
}

/** The decoders of the selects in a recorded request. */
function prepareSelects(request: string): readonly PreparedSelect[] {
  const schema = parseSchema(readFileSync(VSWITCH_SCHEMA, 'utf8'))
  const [, ...operations] = (JSON.parse(request) as { params: [string, ...{ table: string; columns: string[] }[]] })
    .params
  return operations.map(({ table, columns }) => {
    const tableSchema = schema.tables.get(table)
    if (tableSchema === undefined) throw new Error(`expected a table of ${VSWITCH_SCHEMA}, got ${table}`)
    return prepareSelect(tableSchema, columns, [])
  })
}

function withWideCounter(bytes: Buffer): Buffer {
  const text = bytes.toString()
  const wide = text.replace(/("rx_bytes",)\d+/, '$19223372036854775807')
  if (wide === text) throw new Error('expected a counter rx_bytes in the reply, got none')
  return Buffer.from(wide)
}
