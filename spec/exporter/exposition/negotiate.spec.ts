import t from 'tap'
import { OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import { negotiateFormat } from '../../../lib/exporter/exposition/negotiate.js'

const PROMETHEUS_2_42 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1'
const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2'
const PROTOBUF_FIRST =
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1'
const OLD = 'application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1'
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8'

t.test('OpenMetrics for those who prefer it', async (t) => {
  const headers = [
    PROMETHEUS_2_42,
    PROMETHEUS_3,
    PROTOBUF_FIRST,
    'application/openmetrics-text',
    'Application/OpenMetrics-Text ; Version="1.0.0" ; Q=0.2',
    'application/*',
    'text/plain;q=0.5, application/openmetrics-text;q=0.6',
    'application/openmetrics-text, */*',
    'application/openmetrics-text;version=1.0.0, text/plain',
    'application/openmetrics-text;q=0.1, text/plain;q=0',
    '*/*, text/plain;q=0.2',
    'application/openmetrics-text;version=0.0.1;q=0, application/openmetrics-text',
    'application/openmetrics-text;q=0, application/openmetrics-text;version=1.0.0',
  ]
  for (const header of headers) t.equal(negotiateFormat(header), OPEN_METRICS, header)
})

t.test('the text format for everybody else', async (t) => {
  const headers = [
    '',
    '*/*',
    BROWSER,
    OLD,
    'text/plain;version=0.0.4',
    'text/*',
    'text/plain, application/openmetrics-text',
    'application/openmetrics-text;q=0.5, text/plain',
    'application/openmetrics-text;q=0',
    'application/openmetrics-text;q=-1',
    'application/openmetrics-text;q=high',
    'application/openmetrics-text;version=0.0.1',
    'application/openmetrics-text;version=2.0.0',
    'application/openmetrics-text;version=1.0.0;q=0, */*',
    'application/openmetrics-textual',
    'application/json',
    ';,;=,q=1',
  ]
  for (const header of headers) t.equal(negotiateFormat(header), TEXT, header)
})
