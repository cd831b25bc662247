import t from 'tap'
import { SYSTEM } from '../../../lib/exporter/collectors/system.js'
import { told } from '../../support/switch-rows.js'

const tells = (statistics: Readonly<Record<string, string>>) =>
  told(SYSTEM, { Open_vSwitch: [{ statistics: new Map(Object.entries(statistics)) }] })

t.test('host, daemons and file systems, in base units', async (t) => {
  const lines = await tells({
    cpu: '4',
    load_average: '0.10,1.25,2.00',
    memory: '1000,600,200,50,5',
    'process_ovs-vswitchd': '300,200,1500,2,4000,3000,7',
    file_systems: '/,100,50 /var_log,20,1 /,9,9',
  })
  t.strictSame(lines, [
    'ovs_file_system_size_bytes{mount_point="/"} 102400',
    'ovs_file_system_size_bytes{mount_point="/var_log"} 20480',
    'ovs_file_system_used_bytes{mount_point="/"} 51200',
    'ovs_file_system_used_bytes{mount_point="/var_log"} 1024',
    'ovs_process_age_seconds{process="ovs-vswitchd"} 4',
    'ovs_process_cpu_seconds_total{process="ovs-vswitchd"} 1.5',
    'ovs_process_crashes_total{process="ovs-vswitchd"} 2',
    'ovs_process_resident_memory_bytes{process="ovs-vswitchd"} 204800',
    'ovs_process_uptime_seconds{process="ovs-vswitchd"} 3',
    'ovs_process_virtual_memory_bytes{process="ovs-vswitchd"} 307200',
    'ovs_system_cpus{} 4',
    'ovs_system_load15{} 2',
    'ovs_system_load1{} 0.1',
    'ovs_system_load5{} 1.25',
    'ovs_system_memory_cache_bytes{} 204800',
    'ovs_system_memory_size_bytes{} 1024000',
    'ovs_system_memory_used_bytes{} 614400',
    'ovs_system_swap_size_bytes{} 51200',
    'ovs_system_swap_used_bytes{} 5120',
  ])
})

t.test('what a system cannot tell is absent', async (t) => {
  t.strictSame(await tells({ memory: '1000,600', 'process_ovs-vswitchd': '', load_average: 'x' }), [
    'ovs_system_memory_size_bytes{} 1024000',
    'ovs_system_memory_used_bytes{} 614400',
  ])
  t.strictSame(await tells({}), [])
  t.strictSame(await told(SYSTEM, { Open_vSwitch: [] }), [])
})
