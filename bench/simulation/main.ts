import { Command, InvalidArgumentError } from 'commander'
import { formatSimulation } from './report.js'
import { type Cluster, simulate } from './simulate.js'

const command = new Command('npm run simulate --')
  .description("What a cluster's exporters ask of Netmaster and etcd, in virtual time; see bench/README.md.")
  .option('--nodes <number>', 'nodes', positive, 1000)
  .option('--networks <number>', 'networks', positive, 50)
  .option('--endpoints <number>', 'endpoints on each node', positive, 20)
  .option('--seed <number>', 'of what is left to chance', positive, 1)
  .helpOption('--help', 'print this text')
  .allowExcessArguments(false)
  .parse()
const cluster = command.opts<Cluster>()
process.stdout.write(formatSimulation(cluster, await simulate(cluster)))

function positive(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('expected a number above 0')
  return Number(text)
}
