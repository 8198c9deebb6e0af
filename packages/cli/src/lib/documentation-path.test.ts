import { mkdirSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentationPath } from './documentation-path.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const page = 'docs/errors/usage.md'

describe('a page of the documentation', () => {
  it('is named by its absolute path where it exists', () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'docs/errors'), { recursive: true })
    writeFileSync(join(root, page), '')
    expect(documentationPath(page, root)).toBe(join(root, page))
    expect(isAbsolute(documentationPath(page))).toBe(true)
  })

  it('is named by its path in the repository elsewhere, as in the published package', () => {
    expect(documentationPath(page, temporaryFolder())).toBe(page)
    expect(documentationPath('docs/errors/no_such_code.md')).toBe('docs/errors/no_such_code.md')
  })
})
