import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { outcome, run } from '../support/run.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

const UNIT = readFileSync('deploy/systemd/ovsdb-exporter.service', 'utf8')
const DROP_IN = readFileSync('deploy/systemd/control-sockets.conf', 'utf8')
const PROGRAM = /^ExecStart=.*$/m

const skip = missing('systemd-analyze')

/** The unit in a folder of its own, with a program that is there on this machine. */
function unitFile(scope: Parameters<typeof tempDir>[0], dropIn?: string): string {
  const file = join(tempDir(scope), 'ovsdb-exporter.service')
  writeFileSync(file, UNIT.replace(PROGRAM, `ExecStart=${process.execPath} ${resolve('dist/bin/ovsdb-exporter.js')}`))
  if (dropIn !== undefined) {
    mkdirSync(`${file}.d`)
    writeFileSync(join(`${file}.d`, 'control-sockets.conf'), dropIn)
  }
  return file
}

t.test('systemd accepts the unit, alone and with the drop-in', { skip }, async (t) => {
  t.match(UNIT, PROGRAM)
  for (const dropIn of [undefined, DROP_IN]) {
    const { stderr } = await outcome('systemd-analyze', ['verify', '--man=no', unitFile(t, dropIn)])
    // Of other units of the machine it may have something to say too.
    t.strictSame(
      stderr.split('\n').filter((line) => line.includes('ovsdb-exporter')),
      [],
    )
  }
})

t.test('it may do little', { skip }, async (t) => {
  const exposure = async (unit: string) => {
    const printed = await run('systemd-analyze', ['security', '--offline=yes', '--no-pager', unit])
    return Number(/exposure level for ovsdb-exporter\.service: ([\d.]+)/.exec(printed)?.[1])
  }
  // Of ten; how it is reckoned differs a little between versions of systemd.
  t.ok((await exposure(unitFile(t))) < 2)
})
