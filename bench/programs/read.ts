import { connect } from '../../lib/ovsdb/index.js'

/** Reads the interfaces by `select` or `monitor`, prints a line for each, and stays until it is ended. */
const [remote = '', how = ''] = process.argv.slice(2)
const columns = ['name', 'statistics'] as const
const client = await connect(remote, { database: 'Open_vSwitch', requestTimeout: 0 })
const rows =
  how === 'select'
    ? await client.select('Interface', { columns })
    : (await client.replicate({ Interface: columns })).table('Interface').rows.values()
for (const { name, statistics } of rows) process.stdout.write(`${name} ${[...statistics].join(' ')}\n`)
