import type { Demo, DemoPorts } from './demo.js'

/** What there is to look at, for the terminal. */
export function introduce({ remote, netplugin, netmaster }: Omit<Demo, 'stop'>, ports: DemoPorts): string {
  const elsewhere = [
    [ports.ovsdb, remote],
    [ports.netplugin, netplugin],
    [ports.netmaster, netmaster],
  ] as const
  const taken = elsewhere
    .filter(([port, address]) => !address.endsWith(`:${port}`))
    .map(([port, address]) => `Port ${port} is taken: ${address} instead.\n`)
  return `A captured Contiv node on an embedded Open vSwitch database and Netmaster, with traffic made up every second.
${taken.join('')}
  ${netplugin}/          its endpoints live, in a browser
  ${netplugin}/metrics   the traffic of its endpoints (mode netplugin)
  ${netmaster}/          tenants, networks, groups and policies, in a browser
  ${netmaster}/metrics   counts of tenants, networks, groups and policies (mode netmaster)
  ${remote}              the switch's database

Try, in another terminal:

  curl ${netplugin}/metrics
  node dist/bin/ovs-interfaces.js --db ${remote}
  node dist/bin/ovs-interfaces.js --db ${remote} --watch

and where Open vSwitch is installed:

  ovs-vsctl --db=${remote} list interface
  ovsdb-client monitor ${remote} Open_vSwitch Interface name,statistics

Ctrl-C ends it.
`
}
