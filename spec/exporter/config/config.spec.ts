import t from 'tap'
import { LOG_FORMATS, LOG_LEVELS, METRIC_NAMES, MODES } from '../../../lib/exporter/config/config.js'

t.test('the words that settings can have', async (t) => {
  t.strictSame(MODES, ['netplugin', 'netmaster', 'ovs'])
  t.strictSame(METRIC_NAMES, ['classic', 'standard', 'both'])
  t.strictSame(LOG_LEVELS, ['debug', 'info', 'warn', 'error'])
  t.strictSame(LOG_FORMATS, ['logfmt', 'json'])
})
