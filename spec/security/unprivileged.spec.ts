import { readFileSync } from 'node:fs'
import t from 'tap'
import { startProgram } from '../support/child-process.js'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip =
  missing('ovsdb-server', 'unshare', 'setpriv') || (process.getuid?.() !== 0 && 'only root can give its rights up')

/** Every file system that this process may write to, but those of the kernel. */
const READ_ONLY = `
  mount --make-rprivate /
  cut -d ' ' -f 2 /proc/self/mounts | sort -r | while read -r mounted; do
    case $mounted in /proc|/proc/*|/sys|/sys/*) ;; *) mount -o remount,bind,ro "$mounted" ;; esac
  done
  mount --bind "$PWD" /mnt
  mount -o remount,bind,ro /mnt
  cd /mnt
`
const NOBODY = 'setpriv --reuid 65532 --regid 65532 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs'

/** A shell script as a user without any right, where nothing can be written. */
function confined(script: string): readonly string[] {
  return ['--mount', 'sh', '-euc', `${READ_ONLY} exec ${NOBODY} ${script}`]
}

t.test('where nothing can be written', { skip }, async (t) => {
  for (const folder of ['.', '/tmp', '/var/tmp', '/dev/shm']) {
    const program = await startProgram(t, 'unshare', confined(`touch ${folder}/probe`), { ready: () => false }).catch(
      (error: Error) => error,
    )
    t.match(program, { message: /Read-only file system|Permission denied/ }, folder)
  }
})

t.test('it serves everything as nobody, without a capability', { skip }, async (t) => {
  const { etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const flags = `--mode netplugin --ovsdb ${ovsdb.remote} --contiv.etcd ${etcd.url} --log.format json`
  const command = `${process.execPath} dist/bin/ovsdb-exporter.js --web.listen-address 127.0.0.1:0 ${flags}`
  const program = await startProgram(t, 'unshare', confined(command), {
    ready: ({ output }) => output().includes('"urls"'),
  })
  const url = /"urls":\["([^"]+)"/.exec(program.output())?.[1] ?? ''

  const status = readFileSync(`/proc/${program.pid}/status`, 'utf8')
  t.match(status, /^Uid:\t65532\t65532\t65532\t65532$/m)
  t.match(status, /^NoNewPrivs:\t1$/m)
  for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb']) t.match(status, new RegExp(`^Cap${set}:\\t0+$`, 'm'))

  await eventually(async () => {
    const values = valuesOf(await (await fetch(`${url}/metrics`)).text())
    return values.get('ovs_up{}') === '1' && values.get('contiv_unmatched_endpoints{}') === '0'
  })
  const page = await (await fetch(url)).text()
  const [script = ''] = /\/live\/page[^"]*\.js/.exec(page) ?? []
  t.equal((await fetch(url + script)).status, 200, script)
  program.signal('SIGTERM')
  t.equal(await program.ended, 0)
})
