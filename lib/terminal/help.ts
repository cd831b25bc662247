export const NAME = 'ovs-interfaces'

export const DESCRIPTION =
  'Prints the statistics of the interfaces of an Open vSwitch, once, or with --watch their rates, for as long as you like.'

/** What `--help` says behind the flags; at most 80 columns. */
export const EXPLANATION = `
Table:
  One line for each interface, sorted by bridge and name: bridge, port, which
  differs from the interface in a bond only, interface, type, link_state, and
  the packets, bytes, dropped and errors it received (rx) and transmitted (tx),
  as the switch sees it: what a container sends, the switch receives.
  "-" stands for what the switch does not report. White space, backslashes and
  control characters in a name are escaped, so every line has as many words.

JSON and CSV:
  All statistics, the UUID and admin_state; JSON also has the external_ids.
  Names and types are as in the database; in CSV one with control characters,
  or with a quotation mark in front, is a JSON string, as \`ovsdb -f csv\` has
  it. What the switch does not report is empty in CSV; in JSON a statistic is
  absent and any other member null.

Integers are exact everywhere, also beyond 2^53.

Watching:
  On a terminal, a table of rates that is drawn anew as the switch counts; ?
  lists its keys, q ends it. Where input or output is no terminal, TERM is
  dumb, or with --count, --json or --csv, it is written line by line instead:
  one line for each interface and interval, in JSON one line, an object, for
  each interval, with the interfaces in it.
  The switch counts every 5 seconds (other_config:stats-update-interval), and
  a rate is the difference between two of its own updates: the first ones come
  with the second update. --rate averages over as many whole updates as it
  takes: with 10s two of them, with 1s still one. A counter that went back
  makes no rate, nor does a connection that is lost: then rates are unknown
  ("-", empty, absent) until two updates have come again.
  When the switch tells of no update, each further interval is written with
  rates unknown: nothing was counted, or ovs-vswitchd does not run.

Endpoints:
  --endpoints asks Netmaster for the container, tenant, network and group of
  each interface that is a Contiv endpoint. These are counted from the
  container's side: what it receives is rx. Without Netmaster they are counted
  as all others; that they are is told, and the exit status is 1.

Patterns:
  * stands for any text, ? for any one character; quote them in a shell.

Environment:
  NO_COLOR turns colours off; nothing is told by colour alone.

Exit status:
  0  printed; also when the database holds no interface, when watching was
     ended by q, and when nobody reads the output any more
  1  a pattern matches nothing (the rest is printed), or reading failed; with
     --count, also when the database or Netmaster could not be read at the end
  2  a flag, an argument or a variable is wrong
  Ended by a signal, Ctrl-C too, it dies of that signal.

Examples:
  ${NAME}
  ${NAME} --bridge br-int 'veth*'
  ${NAME} --watch --endpoints --contiv.etcd http://10.0.0.1:6666
  ${NAME} --rate 10s --json | jq -c '.interfaces[] | {interface, rates}'
  ${NAME} --watch --count 1 --csv > now.csv
  ${NAME} --json | jq '.[] | {interface, rx: .statistics.rx_bytes}'
  OVSDB_REMOTE=tcp:10.0.0.7:6640 ${NAME} --csv eth0 eth1
`
