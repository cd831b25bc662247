import t from 'tap'
import { startBusySwitch } from '../support/busy-switch.js'
import { eventually } from '../support/eventually.js'
import { INTERFACES, startInterfaces } from '../support/interfaces-command.js'
import { startTmux } from '../support/tmux.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

interface Told {
  readonly time: string
  readonly up: boolean
  readonly error?: string
  readonly since?: string
  readonly interval: number | null
  readonly interfaces: readonly {
    readonly interface: string
    readonly state: string
    readonly endpoint: { readonly container: string } | null
    readonly rates: Readonly<Record<string, number>>
  }[]
}
const parse = (lines: readonly string[]) => lines.map((line): Told => JSON.parse(line))

t.test('JSON lines: lost and back, in what is written and beside it', { skip }, async (t) => {
  const { ovsdb, netmaster, keepCounting } = await startBusySwitch(t, 5)
  keepCounting()
  const watched = startInterfaces(
    t,
    '--watch',
    '--json',
    '--db',
    ovsdb.remote,
    '--contiv.netmaster',
    netmaster.url,
    'vvport*',
  )
  const [first] = parse(await watched.lines(1))
  t.match(first, { up: true, interfaces: { length: 5 } })
  t.strictSame(
    first?.interfaces.map((row) => [row.interface, row.endpoint?.container]),
    [0, 1, 2, 3, 4].map((index) => [`vvport${index + 1}`, `${['web', 'db', 'job', 'web', 'db'][index]}-${index}`]),
  )
  t.ok((first?.interval ?? 0) > 3, 'an interval of the switch')
  t.ok((first?.interfaces[4]?.rates.rx_packets ?? 0) > 0)

  await ovsdb.kill()
  const lost = await eventually(() => parse(watched.stdout().split('\n').slice(0, -1)).find(({ up }) => !up))
  t.match(lost, { interval: null, error: /^The switch's database cannot be read: / })
  t.ok(Math.abs(Date.parse(lost.since ?? '') - Date.parse(lost.time)) < 5000)
  t.strictSame(
    lost.interfaces.map(({ state, rates }) => [state, rates]),
    Array(5).fill(['unknown', {}]),
  )
  t.match(watched.stderr(), /^ovs-interfaces: The switch's database cannot be read: [^\n]*; trying again\n$/)
  await ovsdb.restart()
  const since = () => parse(watched.stdout().split('\n').slice(0, -1)).filter(({ time }) => time > lost.time)
  const back = await eventually(() => since().some(({ interval }) => interval !== null) && since(), {
    deadline: 60_000,
  })
  const unknown = back.filter(({ interval }) => interval === null)
  t.ok(unknown.every(({ interfaces }) => interfaces.every(({ rates }) => Object.keys(rates).length === 0)))
  t.match(watched.stderr(), /can be read again\n$/)
  watched.child.kill('SIGINT')
  t.equal(await watched.ended, 'SIGINT')
})

t.test(
  'where the terminal cannot be drawn on, or nothing typed, it writes lines',
  { skip: skip || missing('tmux', 'bash') },
  async (t) => {
    const { ovsdb, keepCounting } = await startBusySwitch(t, 1)
    keepCounting()
    const ways = ['< /dev/null', '<&-', '| cat']
    await Promise.all(
      ['', ...ways].map(async (way) => {
        const terminal = await startTmux(t, { columns: 200, ...(way === '' ? { env: { TERM: 'dumb' } } : {}) })
        await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote} ${way}`)
        await terminal.shows(/^2\d{3}-\S+Z +br-int +vvport1 +up /, 60_000)
        t.ok(await terminal.restored(), way)
        await terminal.keys('C-c')
        await terminal.type('echo left')
        await terminal.shows(/^left/)
      }),
    )
  },
)
