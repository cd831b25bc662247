import { missing } from '../support/which.js'
import { COMMANDS, parseArguments } from './commands.js'
import { compareLines, type Verdict } from './compare.js'
import { runExecution } from './execution.js'
import { runIdl } from './idl/idl.js'
import { runJson } from './json.js'
import { runMonitor } from './monitor.js'
import {
  type ExecutionVector,
  type IdlVector,
  type Line,
  type MonitorVector,
  readVectors,
  type Vector,
} from './vector.js'

/** How the cases of one file are run. */
export interface Suite {
  readonly file: string
  /** Why none of them can be run; false when they can. */
  readonly skip?: string | false
  run?(vector: unknown, dir: string): Verdict | Promise<Verdict>
}

const COMMAND_FILES = [
  'ovsdb-types.json',
  'ovsdb-column.json',
  'ovsdb-table.json',
  'ovsdb-schema.json',
  'ovsdb-data.json',
  'ovsdb-row.json',
  'ovsdb-condition.json',
  'ovsdb-mutation.json',
]

export const SUITES: readonly Suite[] = [
  { file: 'json.json', run: (vector) => runJson(vector as Vector) },
  ...COMMAND_FILES.map((file): Suite => ({ file, run: (vector) => runCommand(vector as Vector) })),
  {
    file: 'ovsdb-execution.json',
    skip: missing('ovsdb-server', 'ovsdb-tool'),
    run: (vector, dir) => runExecution(vector as ExecutionVector, schemaOf(vector as ExecutionVector, dir)),
  },
  {
    file: 'ovsdb-monitor.json',
    skip: missing('ovsdb-server', 'ovsdb-tool'),
    run: (vector, dir) => runMonitor(vector as MonitorVector, schemaOf(vector as MonitorVector, dir)),
  },
  {
    file: 'ovsdb-idl.json',
    skip: missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl'),
    run: (vector, dir) => runIdl(vector as IdlVector, schemaOf({ schema: 'idltest_schema' }, dir)),
  },
]

function runCommand(vector: Vector): Verdict {
  const [name = '', ...args] = vector.args
  const command = COMMANDS[name]
  if (command === undefined) return { failure: `expected a command of the reference's test program, got ${name}` }
  return compareLines(
    vector,
    linesOf(() => command(parseArguments(args))),
  )
}

/** A command ends with its refusal. */
function linesOf(command: () => Iterable<Line>): readonly Line[] {
  try {
    return [...command()]
  } catch (error) {
    return [{ refused: error as Error }]
  }
}

function schemaOf({ schema }: Pick<ExecutionVector, 'schema'>, dir: string): object {
  const schemas = readVectors(dir, 'schemas.json') as unknown as Readonly<Record<string, object>>
  const found = schemas[schema]
  if (found === undefined) throw new Error(`schemas.json has no ${schema}`)
  return found
}
