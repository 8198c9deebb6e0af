import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createOfficer } from '@lontar/proofing/officer'
import { openStore } from '@lontar/store'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation, passphrases } from './memory-environment.test-support.ts'
import { openOfficerDesk } from './open-officer-desk.ts'

const passphrase = 'kuda benar'
const desk = { officers: ['ani'], passphraseFiles: [], dev: false }

async function storeWithAni() {
  const store = await openStore({ database: 'sqlite::memory:', passphrase: passphrases.LONTAR_PASSPHRASE })
  const privateJwk = await generatePrivateJwk('Ed25519')
  const { account } = await createOfficer({ id: 'ani', name: 'Ani Contoh', role: 'registrar', privateJwk })
  await store.officers.add(account, { privateJwk, passphrase })
  return store
}

function invocation() {
  return memoryInvocation(
    memoryEnvironment({ variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: passphrase } }),
  )
}

describe('openOfficerDesk', () => {
  it('makes no new key for an officer who is disabled while the passphrase is typed', async () => {
    const store = await storeWithAni()
    await expect(openOfficerDesk(invocation(), store, desk)).resolves.toBeDefined()
    const officers = {
      ...store.officers,
      openKey: async (id: string, typed: string) => {
        await store.officers.disable(id)
        return await store.officers.openKey(id, typed)
      },
    }
    await expect(openOfficerDesk(invocation(), { ...store, officers }, desk)).rejects.toMatchObject({
      code: 'officer_disabled',
    })
  })

  it('takes no officer who is disabled between two looks at the account for one whose key is elsewhere', async () => {
    const store = await storeWithAni()
    const officers = {
      ...store.officers,
      find: async (id: string) => {
        const account = await store.officers.find(id)
        await store.officers.disable(id)
        return account
      },
    }
    await expect(openOfficerDesk(invocation(), { ...store, officers }, desk)).rejects.toMatchObject({
      code: 'officer_disabled',
    })
  })
})
