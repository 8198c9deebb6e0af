import { credentialFormats } from '@lontar/documents/credential-types'
import { expect, test } from 'vitest'

const hasMdoc = credentialFormats().some(({ id }) => String(id) === 'mso_mdoc')

// Once the format is there this test runs, and fails until the module is written.
test.skipIf(!hasMdoc)('mso_mdoc: a presentation for another session transcript is refused', () => {
  expect.unreachable('mso_mdoc is there, and this module is not')
})
