import type { Command } from './command.js'
import { backup } from './commands/backup.js'
import { codegen } from './commands/codegen.js'
import { convert, needsConversion } from './commands/convert.js'
import { dump } from './commands/dump.js'
import { getSchema } from './commands/get-schema.js'
import { getSchemaCksum, getSchemaVersion } from './commands/get-schema-version.js'
import { listColumns } from './commands/list-columns.js'
import { listDbs } from './commands/list-dbs.js'
import { listTables } from './commands/list-tables.js'
import { lock, steal } from './commands/lock.js'
import { monitor, monitorCond } from './commands/monitor.js'
import { query } from './commands/query.js'
import { restore } from './commands/restore.js'
import { transact } from './commands/transact.js'
import { wait } from './commands/wait.js'

/** In the order in which `--help` shows them. */
export const COMMANDS: readonly Command[] = [
  listDbs,
  getSchema,
  getSchemaVersion,
  getSchemaCksum,
  listTables,
  listColumns,
  dump,
  query,
  transact,
  monitor,
  monitorCond,
  wait,
  lock,
  steal,
  backup,
  restore,
  convert,
  needsConversion,
  codegen,
]
