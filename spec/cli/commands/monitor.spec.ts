import t from 'tap'
import { monitor, monitorCond } from '../../../lib/cli/commands/monitor.js'
import type { CliOptions } from '../../support/cli.js'
import { runCommand } from '../../support/cli.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

function start(remote: string, operands: readonly string[], options: CliOptions = {}, command = monitor) {
  const controller = new AbortController()
  let printed = ''
  const complaints: string[] = []
  const ended = runCommand(command, remote, operands, {
    ...options,
    signal: controller.signal,
    printed: (text) => {
      printed += text
    },
    complain: (message) => complaints.push(message),
  }).catch((error: unknown) => error)
  return { controller, ended, complaints, printed: () => printed.replaceAll(UUID, 'UUID') }
}

t.test('the rows there are, and then each change', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await server.transact([{ op: 'insert', table: 'Item', row: { name: 'a', number: 1 } }])
  const { controller, ended, printed } = start(server.remote, ['Item', 'name,number'], { format: 'csv' })
  const lines = ['row,action,name,number', 'UUID,initial,a,1', '']
  await eventually(() => printed() === lines.join('\n'))
  await server.transact([{ op: 'update', table: 'Item', where: [], row: { number: 2 } }])
  lines.push('row,action,name,number', 'UUID,old,a,1', 'UUID,new,a,2', '')
  await eventually(() => printed() === lines.join('\n'))
  await server.transact([{ op: 'delete', table: 'Item', where: [] }])
  lines.push('row,action,name,number', 'UUID,delete,a,2', '')
  await eventually(() => printed() === lines.join('\n'))
  const reason = new Error('enough')
  controller.abort(reason)
  t.equal(await ended, reason)
})

t.test('one who does not read is told in the end what is then, one who cannot be told ends it', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const update = (number: number) => server.transact([{ op: 'update', table: 'Item', where: [], row: { number } }])
  await server.transact([{ op: 'insert', table: 'Item', row: { name: 'a', number: 0 } }])
  const printed: string[] = []
  let read = () => {}
  const unread = new Promise<void>((resolve) => {
    read = resolve
  })
  const controller = new AbortController()
  const ended = runCommand(monitor, server.remote, ['Item', 'number'], {
    format: 'csv',
    headings: false,
    signal: controller.signal,
    printed: (text) => {
      printed.push(text.replaceAll(UUID, 'UUID'))
      return printed.length === 1 && unread
    },
  }).catch((error: unknown) => error)
  await eventually(() => printed.length === 1)
  for (let number = 1; number <= 20; number++) await update(number)
  t.strictSame(printed, ['UUID,initial,0\n'])
  read()
  await eventually(() => printed.join('').endsWith('UUID,new,20\n'))
  t.ok(printed.length < 10, `${printed.length} texts`)
  controller.abort()
  await ended

  const full = new Error('no space left')
  const broken = runCommand(monitor, server.remote, ['Item'], { printed: () => Promise.reject(full) })
  t.equal(await broken.catch((error: unknown) => error), full)
})

t.test('only the kinds of change that are asked for, with the time', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const insert = (name: string) => server.transact([{ op: 'insert', table: 'Item', row: { name } }])
  await insert('a')
  const left = ['Item', 'name,!initial', '!modify,!delete']
  const { controller, ended, printed } = start(server.remote, left, { format: 'list', timestamps: true })
  const all = start(server.remote, ['Item', 'name'], { format: 'csv' })
  await eventually(() => all.printed() !== '')
  await server.transact([{ op: 'update', table: 'Item', where: [], row: { name: 'b' } }])
  await server.transact([{ op: 'delete', table: 'Item', where: [] }])
  await insert('c')
  await eventually(() => all.printed().includes('UUID,insert,c'))
  await eventually(() => printed() !== '')
  t.match(printed(), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\nrow {17}: UUID\naction {14}: insert\nname {16}: c\n$/)
  controller.abort()
  all.controller.abort()
  await Promise.all([ended, all.ended])
})

t.test('the rows that meet a condition', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const insert = (name: string, number: number) =>
    server.transact([{ op: 'insert', table: 'Item', row: { name, number } }])
  await insert('a', 1)
  await insert('b', 2)
  const read = async (conditions: string) => {
    const one = start(server.remote, [conditions, 'Item', 'name'], { format: 'csv' }, monitorCond)
    await eventually(() => one.printed() !== '')
    one.controller.abort()
    await one.ended
    return one.printed().split('\n').slice(1, -1).sort()
  }
  t.strictSame(await read('[["number",">",1],["name","==","z"]]'), ['UUID,initial,b'])
  t.strictSame(await read('[false,["number","==",1]]'), ['UUID,initial,a'])
  for (const all of ['[]', '[true,["number","==",1]]']) {
    t.strictSame(await read(all), ['UUID,initial,a', 'UUID,initial,b'])
  }
  for (const wrong of ['{}', '[5]', '[["nix","==",1]]', '[["number",1,1]]', '[']) {
    await t.rejects(runCommand(monitorCond, server.remote, [wrong, 'Item']), { name: 'UsageError' }, wrong)
  }
  await t.rejects(runCommand(monitorCond, server.remote, ['[["number","==","x"]]', 'Item']), {
    name: 'InvalidValueError',
  })
  await t.rejects(runCommand(monitorCond, server.remote, ['[]', 'ALL']), {
    message: 'expected a table of the database, got "ALL"',
  })
})

t.test('all tables, over a reconnect', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await server.transact([{ op: 'insert', table: 'Other', row: { name: 'a' } }])
  const { controller, ended, complaints, printed } = start(server.remote, ['ALL'], { format: 'json' })
  const line = (action: string, name: string) =>
    `{"caption":"Other table","headings":["row","action","name"],"data":[["UUID","${action}","${name}"]]}\n`
  await eventually(() => printed() === line('initial', 'a'))
  await server.kill()
  await eventually(() => complaints.length === 1)
  await server.restart()
  await server.transact([{ op: 'insert', table: 'Other', row: { name: 'b' } }])
  await eventually(() => printed() === line('initial', 'a') + line('insert', 'b'))
  controller.abort()
  await ended
  t.equal(complaints.length, 2)
  t.match(complaints[0], /^.+; trying again$/)
  t.equal(complaints[1], `connected to ${server.remote} again`)
})

t.test('what is not there', { skip }, async (t) => {
  const { remote } = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await t.rejects(runCommand(monitor, remote), { message: 'expected ALL or a table of the database, got none' })
  await t.rejects(runCommand(monitor, remote, ['Nix']), {
    message: 'expected ALL or a table of the database, got "Nix"',
  })
  await t.rejects(runCommand(monitor, remote, ['Item', 'name,nix']), {
    message: 'expected a column of table "Item", got "nix"',
  })
})
