import { Command, CommanderError, Option } from 'commander'
import { catalogue } from '../catalogue/catalogue.js'
import { CATALOGUE_FORMATS, formatCatalogue } from '../catalogue/format-catalogue.js'
import { printable } from '../printable.js'
import { TOGGLES, type Toggle } from './collectors.js'
import type { Config } from './config.js'
import { ConfigError } from './errors.js'
import { oneOf } from './parsers.js'
import { type Environment, type Flags, resolveConfig } from './resolve-config.js'
import { SETTINGS, type Setting, type SettingName } from './settings.js'

/** What a command line asks for: to run, or to print a text and exit. */
export type CommandLine =
  | { readonly kind: 'run'; readonly config: Config }
  | { readonly kind: 'print'; readonly text: string; readonly status: number }

const DESCRIPTION =
  'Serves the interface statistics of Open vSwitch to Prometheus; with Contiv, labelled with tenant, network, group and ' +
  'container. Every setting is a flag and an environment variable; the flag wins. ' +
  'A collector is turned off by --no-collector.<name>, or by its variable set to false.'

const AFTERWORD = `
Exit status: 0 after SIGTERM or SIGINT, 1 when it cannot listen or print, 2 when a setting is wrong.
SIGHUP changes nothing: the web configuration, keys and certificates are read again by themselves.

Examples:
  ovsdb-exporter                                            # this host's switch, on port 9004
  ovsdb-exporter --mode netplugin --contiv.etcd http://10.0.0.1:6666
  ovsdb-exporter --mode netmaster --contiv.netmaster http://10.0.0.1:9999
  ovsdb-exporter --ovsdb unix:/var/run/openvswitch/db.sock --web.listen-address 127.0.0.1:9004`

/** Reads the command line (without node and script) and the environment. */
export async function parseCommandLine(
  args: readonly string[],
  env: Environment,
  version: string,
): Promise<CommandLine> {
  let printed = ''
  const command = new Command('ovsdb-exporter')
    .description(DESCRIPTION)
    .addHelpText('after', AFTERWORD)
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this text')
    .allowExcessArguments(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => (printed += text), writeErr: () => {} })
  const flags: Partial<Record<SettingName, string | readonly string[]>> = {}
  for (const [name, setting] of Object.entries(SETTINGS) as [SettingName, Setting][]) {
    command.option(`${setting.flag} ${setting.value}`, describe(setting))
    command.on(`option:${setting.flag.slice(2)}`, (text: string) => {
      flags[name] = setting.repeatable ? [...(flags[name] ?? []), text] : text
    })
  }
  command.option(
    '--list-metrics [format]',
    `print every metric there is, as ${CATALOGUE_FORMATS.join(' or ')} (default: markdown)`,
  )
  const toggles = new Map<string, boolean>()
  for (const toggle of TOGGLES) addToggle(command, toggle, (on) => toggles.set(toggle.flag, on))
  try {
    command.parse(args, { from: 'user' })
    const { listMetrics } = command.opts<{ listMetrics?: string | true }>()
    if (listMetrics !== undefined) return { kind: 'print', text: listOfMetrics(listMetrics), status: 0 }
    return { kind: 'run', config: await resolveConfig(flags as Flags, env, toggles) }
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? { kind: 'print', text: printed, status: 0 } : refusal(error.message)
    }
    if (error instanceof ConfigError) return refusal(`error: ${error.message}`)
    throw error
  }
}

function listOfMetrics(format: string | true): string {
  const chosen = format === true ? 'markdown' : oneOf(CATALOGUE_FORMATS)(format, '--list-metrics')
  return formatCatalogue(catalogue(), chosen)
}

/** One line, whatever was typed. The value of a flag that nobody knows may be a secret. */
function refusal(message: string): CommandLine {
  const text = message.replace(/^(error: unknown option '[^=]*)=.*$/s, "$1'")
  return { kind: 'print', text: `${printable(text)}\n`, status: 2 }
}

function addToggle(command: Command, { flag, noFlag, env, help }: Toggle, turn: (on: boolean) => void): void {
  command.addOption(new Option(flag, `${help} [${env}]`))
  command.addOption(new Option(noFlag).hideHelp())
  command.on(`option:${flag.slice(2)}`, () => turn(true))
  command.on(`option:${noFlag.slice(2)}`, () => turn(false))
}

function describe({ help, env, default: fallback }: Setting): string {
  return `${help} ${fallback === undefined ? '' : `(default: ${fallback}) `}[${env}]`
}
