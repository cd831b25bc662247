import t, { type Test } from 'tap'
import { run } from '../support/run.js'
import { writeWebConfig } from '../support/web-config.js'

/** The packages that the exporter has loaded once it listens. */
async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const script = `
    const { parseCommandLine } = await import('./dist/lib/exporter/config/command.js')
    const { startExporter } = await import('./dist/lib/exporter/exporter.js')
    const { createLog } = await import('./dist/lib/exporter/log.js')
    const args = ['--web.listen-address', '127.0.0.1:0', ...${JSON.stringify(args)}]
    const { config } = await parseCommandLine(args, {}, '1.2.3')
    const exporter = await startExporter(config, '1.2.3', createLog('error', 'json'))
    await fetch(exporter.urls[0] + '/metrics')
    const { Session } = await import('node:inspector')
    const session = new Session()
    session.connect()
    const urls = []
    session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url))
    session.post('Debugger.enable')
    await exporter.stop()
    console.log(JSON.stringify(urls))
  `
  const urls: string[] = JSON.parse(await run(process.execPath, ['--input-type=module', '-e', script]))
  return [...new Set(urls.flatMap((url) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []))]
}

const NOBODY = ['--ovsdb', 'tcp:127.0.0.1:1', '--contiv.netmaster', 'http://127.0.0.1:1']

/** What only some settings need: it takes megabytes. */
const LOADED_WHEN_NEEDED = ['got', 'zod', 'yaml', 'bcryptjs']

/** Those of {@link LOADED_WHEN_NEEDED} that are loaded. */
async function neededBy(t: Test, ...args: readonly string[]): Promise<readonly string[]> {
  const loaded = await loadedBy([...NOBODY, ...args])
  for (const name of ['koa', 'prom-client', 'pino']) t.ok(loaded.includes(name), name)
  return LOADED_WHEN_NEEDED.filter((name) => loaded.includes(name))
}

t.test('only what the settings at hand need is loaded', async (t) => {
  t.strictSame(await neededBy(t, '--mode', 'ovs'), [])
  t.strictSame(await neededBy(t, '--mode', 'netplugin'), ['got', 'zod'])
  t.strictSame(await neededBy(t, '--mode', 'netmaster'), ['got', 'zod'])
  const { path } = writeWebConfig(t, {})
  t.strictSame(await neededBy(t, '--web.config.file', path), ['zod', 'yaml'])
})
