import t from 'tap'
import { updateIntervalOf } from '../../lib/live/update-interval.js'

t.test('a decimal number of 32 bits, of 5000 at least', async (t) => {
  for (const [setting, milliseconds] of [
    ['10000', 10_000],
    ['+20000', 20_000],
    [' \t\n20000', 20_000],
    ['0000020000', 20_000],
    ['2147483647', 2_147_483_647],
    ['4999', 5000],
    ['0', 5000],
    ['-20000', 5000],
  ] as const) {
    t.equal(updateIntervalOf(setting), milliseconds, JSON.stringify(setting))
  }
})

t.test('what ovs-vswitchd takes for none is the default', async (t) => {
  t.equal(updateIntervalOf(undefined), 5000)
  const odd = ['', 'Infinity', 'NaN', '20000.5', '1e5', '0x4e20', '20000 ', '20000ms', '+', '+-20000', '٢٠٠٠٠']
  const large = ['2147483648', '5000000000', '9'.repeat(400)]
  for (const setting of [...odd, ...large]) t.equal(updateIntervalOf(setting), 5000, JSON.stringify(setting))
})
