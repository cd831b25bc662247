import fc from 'fast-check'
import t from 'tap'
import { decodeLabels, encodeExtraLabel, encodeLabels, LABELS_END } from '../../../lib/exporter/exposition/labels.js'
import { anyString } from '../../support/any-string.js'
import { parseExposition } from '../../support/exposition.js'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

t.test('labels in the order given, up to the value', async (t) => {
  t.equal(text(encodeLabels({ b: '1', a: '2' })), '{b="1",a="2"} ')
  t.equal(text(encodeLabels({ a: '"\\\n' })), '{a="\\"\\\\\\n"} ')
})

t.test('undefined leaves a label out, an empty value does not', async (t) => {
  t.equal(text(encodeLabels({ a: undefined, b: '', c: undefined })), '{b=""} ')
  t.equal(text(encodeLabels({ a: undefined })), ' ')
  t.equal(text(encodeLabels({})), ' ')
})

t.test('one more label takes the place of the end', async (t) => {
  t.equal(text(encodeExtraLabel(['queue', '0'])), ',queue="0"} ')
  t.equal(text(encodeExtraLabel(['statistic', 'a"\\\n'])), ',statistic="a\\"\\\\\\n"} ')
  t.equal(LABELS_END, '} ')
})

t.test('as text', async (t) => {
  t.equal(decodeLabels(encodeLabels({ a: '1', b: 'ü ' })), '{a="1",b="ü "}')
  t.equal(decodeLabels(encodeLabels({ a: '1' }), encodeExtraLabel(['queue', '0'])), '{a="1",queue="0"}')
  t.equal(decodeLabels(encodeLabels({})), '')
})

t.test('half a surrogate pair becomes the replacement character: the bytes are UTF-8 whatever came', async (t) => {
  t.equal(text(encodeLabels({ a: '\ud83d', b: '😀'.slice(1), c: '😀' })), '{a="\ufffd",b="\ufffd",c="😀"} ')
})

t.test('every value reads back as it was', async () => {
  const value = anyString
  fc.assert(
    fc.property(value, value, (first, last) => {
      const labels = text(encodeLabels({ first })).slice(0, -LABELS_END.length)
      const sample = `a${labels}${text(encodeExtraLabel(['last', last]))}1`
      const [family] = parseExposition(`# HELP a A.\n# TYPE a gauge\n${sample}\n`)
      const parsed = family?.samples[0]?.labels
      return parsed?.first === first && parsed.last === last
    }),
  )
})
