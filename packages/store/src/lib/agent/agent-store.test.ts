import { join } from 'node:path'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'
import { openStore } from '../open-store.ts'
import { createAgentStore } from './agent-store.ts'

describe('the keys of an agent', () => {
  it('come back by their kid, and are listed without their private part', async () => {
    const { keys } = (await memoryStore()).agent
    const privateJwk = await generatePrivateJwk('Ed25519')
    const { d, ...publicJwk } = privateJwk
    await keys.save('a', privateJwk)
    expect(await keys.load('a')).toEqual(privateJwk)
    expect(await keys.find('a')).toEqual({ kid: 'a', publicJwk })
    expect(await keys.list()).toEqual([{ kid: 'a', publicJwk }])
    expect(JSON.stringify(await keys.list())).not.toContain(d)
    expect([await keys.load('b'), await keys.find('b')]).toEqual([undefined, undefined])
  })

  it('are never replaced', async () => {
    const { keys } = (await memoryStore()).agent
    const privateJwk = await generatePrivateJwk()
    await keys.save('a', privateJwk)
    const again = keys.save('a', await generatePrivateJwk())
    await expect(again).rejects.toMatchObject({ code: 'already_initialised' })
    expect(await keys.load('a')).toEqual(privateJwk)
  })

  it('are erased once', async () => {
    const { keys } = (await memoryStore()).agent
    await keys.save('a', await generatePrivateJwk())
    expect([await keys.delete('a'), await keys.delete('a')]).toEqual([true, false])
    expect(await keys.load('a')).toBeUndefined()
  })

  it('are sealed, and do not open under another kid (A24)', async () => {
    const database = await memoryDatabase()
    const { keys } = createAgentStore(database)
    const privateJwk = await generatePrivateJwk()
    await keys.save('a', privateJwk)
    const row = await database.queries.selectFrom('agent_keys').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify([row.public_jwk, Buffer.from(row.private_jwk).toString('latin1')])).not.toContain(
      privateJwk.d,
    )
    await database.queries.updateTable('agent_keys').set({ kid: 'b' }).execute()
    await expect(keys.load('b')).rejects.toMatchObject({ code: 'database_malformed' })
  })
})

describe('the DIDs of an agent', () => {
  it('are kept, replaced, listed and forgotten', async () => {
    const { identifiers } = (await memoryStore()).agent
    await identifiers.save('did:example:a', 'one')
    await identifiers.save('did:example:a', 'two')
    await identifiers.save('did:example:b', 'three')
    expect(await identifiers.load('did:example:a')).toBe('two')
    expect(await identifiers.list()).toEqual(['two', 'three'])
    expect(await identifiers.delete('did:example:a')).toBe(true)
    expect(await identifiers.delete('did:example:a')).toBe(false)
    expect(await identifiers.load('did:example:a')).toBeUndefined()
  })
})

describe('the revision of an agent', () => {
  it('is another after every key and DID that was saved or deleted here', async () => {
    const { keys, identifiers } = (await memoryStore()).agent
    const seen = [await keys.revision()]
    const changes = [
      async () => keys.save('a', await generatePrivateJwk()),
      () => identifiers.save('did:example:a', 'one'),
      () => identifiers.save('did:example:a', 'two'),
      () => keys.delete('a'),
      () => identifiers.delete('did:example:a'),
    ]
    for (const change of changes) {
      await change()
      expect(seen).not.toContain(await keys.revision())
      expect(await identifiers.revision()).toBe(await keys.revision())
      seen.push(await keys.revision())
    }
    expect(new Set(seen).size).toBe(6)
  })

  it('is another after a change that failed, and the same when nothing changed', async () => {
    const { keys } = (await memoryStore()).agent
    await keys.save('a', await generatePrivateJwk())
    const before = await keys.revision()
    expect([await keys.load('a'), await keys.revision()]).toEqual([expect.anything(), before])
    await expect(keys.save('a', await generatePrivateJwk())).rejects.toThrow()
    expect(await keys.revision()).not.toBe(before)
  })

  it('is another after what a second program changed in the file', async () => {
    const location = { database: `sqlite:${join(temporaryFolder(), 'a.db')}`, passphrase: 'correct horse' }
    const here = await openStore({ ...location, create: true })
    const there = await openStore(location)
    await here.agent.keys.save('a', await generatePrivateJwk())
    const before = await here.agent.keys.revision()
    expect(await here.agent.keys.revision()).toBe(before)
    await there.agent.keys.delete('a')
    expect(await here.agent.keys.revision()).not.toBe(before)
    await Promise.all([here.close(), there.close()])
  })
})
