import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFollowedTrustMemory } from './followed-trust-memory.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const folder = temporaryFolder()
const url = 'https://authority.example/trust-list'

describe('the memory of a followed list', () => {
  it('remembers the highest sequence, whoever wrote last', async () => {
    const directory = join(folder, 'one')
    const [one, two] = [openFollowedTrustMemory(directory, url), openFollowedTrustMemory(directory, url)]
    expect(await one.read()).toBeUndefined()
    await two.write({ sequence: 10, text: 'ten' })
    await one.write({ sequence: 9, text: 'nine' })
    expect([await one.read(), await two.read()]).toEqual(['ten', 'ten'])
    await one.write({ sequence: 11, text: 'eleven' })
    expect(await two.read()).toBe('eleven')
    expect(readdirSync(join(directory, 'followed-trust'))).toHaveLength(1)
  })

  it('keeps lists of other addresses apart', async () => {
    const directory = join(folder, 'two')
    await openFollowedTrustMemory(directory, url).write({ sequence: 3, text: 'three' })
    expect(await openFollowedTrustMemory(directory, `${url}/other`).read()).toBeUndefined()
  })

  it('says so when it cannot read or write', async () => {
    const directory = join(folder, 'three')
    mkdirSync(directory)
    writeFileSync(join(directory, 'followed-trust'), 'no folder')
    const memory = openFollowedTrustMemory(directory, url)
    await expect(memory.read()).rejects.toMatchObject({ code: 'file_unreadable' })
    const write = memory.write({ sequence: 1, text: 'one' })
    await expect(write).rejects.toMatchObject({ code: 'file_unwritable' })
  })
})
