import type { PendingIssuance, Wallet, WalletCredential } from '@lontar/wallet'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { takeDelivery } from './wallet-delivery.ts'

const now = new Date('2026-11-24T02:00:00Z')
const credential: WalletCredential = {
  id: 'one',
  type: 'https://issuer.example/vct/ktp/1',
  format: 'dc+sd-jwt',
  issuer: 'https://issuer.example',
  expiresAt: null,
  issuerTrusted: true,
  receivedAt: now,
  presentedCount: 0,
}
const promised = (id: string): PendingIssuance => ({
  id,
  issuer: 'https://issuer.example',
  configurationId: 'ktp_dc+sd-jwt',
  createdAt: now,
  availableAt: now,
})

/** A wallet with an old promise, which is promised one more; its issuer decides when it was asked so often. */
function walletThatAsks(times: number) {
  const pending = [promised('old')]
  let asked = 0
  const wallet: Pick<Wallet, 'pending' | 'collect'> = {
    pending: async () => [...pending],
    collect: async (id) => {
      asked += 1
      if (asked < times) return { state: 'pending', availableAt: now }
      pending.splice(
        pending.findIndex((issuance) => issuance.id === id),
        1,
      )
      return { state: 'received', credentials: [{ ...credential, id: 'later' }] }
    },
  }
  const take = async (): Promise<readonly WalletCredential[]> => {
    pending.push(promised('new'))
    return [credential]
  }
  return { wallet: wallet as Wallet, take, asked: () => asked }
}

async function taken(times: number, waits: boolean, stopSignal = new AbortController().signal) {
  const environment = memoryEnvironment({ stopSignal })
  const { wallet, take, asked } = walletThatAsks(times)
  const invocation = memoryInvocation(environment, { json: true })
  await takeDelivery(invocation, wallet, { collect: {}, waits }, take)
  const result = JSON.parse(environment.output.stdout) as {
    credentials: { id: string }[]
    pending?: { id: string }[]
  }
  const ids = (list: readonly { id: string }[] = []) => list.map(({ id }) => id)
  return { came: ids(result.credentials), left: ids(result.pending), asked: asked() }
}

describe('what is promised for later', () => {
  it('is told of, without what was promised before, and not asked for', async () => {
    expect(await taken(1, false)).toEqual({ came: ['one'], left: ['new'], asked: 0 })
  })

  it('is waited for until it is there', async () => {
    expect(await taken(3, true)).toEqual({ came: ['one', 'later'], left: [], asked: 3 })
  })

  it('is waited for until the process is asked to stop', async () => {
    expect(await taken(3, true, AbortSignal.abort())).toEqual({ came: ['one'], left: ['new'], asked: 1 })
  })
})
