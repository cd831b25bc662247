import t from 'tap'
import { partOf, replacePart } from './document-part.js'

const DOCUMENT =
  '# A\n\n<!-- one: by hand -->\nold\n<!-- /one -->\n\n## B\n\n<!-- two: written -->\n<!-- /two -->\nend\n'

t.test('a part of a document', async (t) => {
  t.equal(partOf(DOCUMENT, 'one'), 'old')
  t.equal(partOf(DOCUMENT, 'two'), '')
  const written = replacePart(replacePart(DOCUMENT, 'two', 'x\ny\n'), 'one', 'new')
  t.equal(partOf(written, 'two'), 'x\ny')
  t.equal(
    written,
    '# A\n\n<!-- one: by hand -->\n\nnew\n\n<!-- /one -->\n\n## B\n\n<!-- two: written -->\n\nx\ny\n\n<!-- /two -->\nend\n',
  )
  t.equal(replacePart(written, 'one', 'new'), written, 'again changes nothing')
  t.throws(() => replacePart(DOCUMENT, 'three', ''), { message: 'expected the marks of three in the document' })
})
