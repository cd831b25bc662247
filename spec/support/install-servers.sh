#!/bin/sh
# Installs the real servers that the specs run against: on Debian, as root. Elsewhere it says which specs will be
# skipped, and how to install what is missing. It never fails: specs without their server skip, and say so.
# With --check it installs nothing, and its status is 1 when anything is missing.

# tool (or module of Debian's Python), Debian package that has it, what is skipped without it
tools() {
  cat <<'END'
ovsdb-server openvswitch-switch the specs against a real OVSDB server
ovs-vswitchd openvswitch-switch the specs with real switch ports
etcd etcd-server the specs that look the Netmaster leader up in a real etcd
prometheus prometheus the specs in which a real Prometheus scrapes
promtool prometheus the checks of the metrics and of the configuration by promtool
python:prometheus_client python3-prometheus-client the checks of OpenMetrics by a strict parser
python:ovs python3-openvswitch the benchmark's comparison with the reference's Python client
openssl openssl the specs over TLS
ovn-northd ovn-central the models of the OVN databases
vtep-ctl openvswitch-vtep the model of the hardware_vtep database
websockify websockify the specs with OVSDB in WebSockets
chromium chromium the specs in a real browser
curl curl the specs that look at the web configuration with curl
ip iproute2 the specs with network namespaces
ping iputils-ping the specs with real packets
sysctl procps the specs with network namespaces
faketime faketime the specs in which the clock jumps
systemd-analyze systemd the checks of the systemd unit
tmux tmux the specs of the terminal view
END
}
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

has() {
  case $1 in
    python:*) /usr/bin/python3 -c "import ${1#python:}" ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

missing() {
  tools | while read -r tool package skipped; do
    has "$tool" || echo "$tool $package $skipped"
  done
}

# Debian starts a daemon when its package is installed, unless this program forbids it.
policy=/usr/sbin/policy-rc.d

install() {
  packages=$(missing | cut -d ' ' -f 2 | sort -u | tr '\n' ' ')
  echo "installing $packages"
  log=$(mktemp)
  own_policy=
  trap 'rm -f "$log"; [ -z "$own_policy" ] || rm -f "$policy"' EXIT
  trap 'exit 0' INT TERM
  if [ ! -e "$policy" ]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of words
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages; } >"$log" 2>&1; then
    cat "$log"
    echo "apt-get failed"
  fi
  # The machine's own policy may have let them start, and systemd would start them after the next boot.
  for service in $packages; do
    service=${service%-server}
    [ -n "$own_policy" ] || service "$service" stop >/dev/null 2>&1
    [ ! -d /run/systemd/system ] || systemctl disable --quiet "$service" >/dev/null 2>&1
  done
}

[ -n "$(missing)" ] || exit 0
if [ "${1-}" = --check ]; then
  missing
  exit 1
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then install; fi
missing | while read -r tool package skipped; do
  echo "$tool not found: $skipped will be skipped. On Debian: apt-get install $package"
done
exit 0
