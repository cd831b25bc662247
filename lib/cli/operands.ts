import { UsageError } from './errors.js'

/** The connection methods of ovsdb(7) and WebSockets: what a server's name begins with, and no table's or file's. */
const SERVER = /^(tcp|ssl|unix|wss?):/

export interface Operands {
  /** As it was given, or the default. */
  readonly server: string
  readonly rest: readonly string[]
}

/** Takes the server off the front of a command's operands, if there is one. */
export function takeServer(operands: readonly string[], defaultServer: string): Operands {
  const [first, ...rest] = operands
  return first !== undefined && SERVER.test(first) ? { server: first, rest } : { server: defaultServer, rest: operands }
}

/**
 * Takes the database off the front of the operands that follow the server, if the server has one of that name. Without
 * one it is Open_vSwitch, as ovsdb-client(1) has it, or else the only one there is.
 *
 * @throws {UsageError} when there is neither
 */
export function takeDatabase(
  operands: readonly string[],
  databases: readonly string[],
): { readonly database: string; readonly rest: readonly string[] } {
  const [first, ...rest] = operands
  if (first !== undefined && databases.includes(first)) return { database: first, rest }
  const users = databases.filter((name) => !name.startsWith('_'))
  const [only, ...others] = users
  if (users.includes(DEFAULT_DATABASE)) return { database: DEFAULT_DATABASE, rest: operands }
  if (only !== undefined && others.length === 0) return { database: only, rest: operands }
  throw new UsageError(`expected the name of a database, the server has ${databases.join(', ') || 'none'}`)
}

const DEFAULT_DATABASE = 'Open_vSwitch'

/** @throws {UsageError} unless there are as many operands as the command takes */
export function expectOperands(operands: readonly string[], min: number, max: number, what: string): void {
  if (operands.length >= min && operands.length <= max) return
  const got = operands.length === 0 ? 'none' : operands.map((operand) => JSON.stringify(operand)).join(' ')
  throw new UsageError(`expected ${what}, got ${got}`)
}
