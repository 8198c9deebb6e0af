import { ProtocolError } from '@lontar/credentials/errors'
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

/** A wallet that is promised each of these, and is told no for those that are denied. */
function walletWithDenials(denied: Readonly<Record<string, boolean>>) {
  const pending: PendingIssuance[] = []
  const wallet: Pick<Wallet, 'pending' | 'collect'> = {
    pending: async () => [...pending],
    collect: async (id) => {
      pending.splice(
        pending.findIndex((issuance) => issuance.id === id),
        1,
      )
      if (denied[id] === true) {
        const protocolError = 'credential_request_denied'
        throw new ProtocolError('issuer_refused', 'The issuer refused the request.', { protocolError })
      }
      return { state: 'received', credentials: [{ ...credential, id: `${id} itself` }] }
    },
  }
  const take = async (): Promise<readonly WalletCredential[]> => {
    pending.push(...Object.keys(denied).map(promised))
    return []
  }
  return { wallet: wallet as Wallet, take }
}

async function waited(denied: Readonly<Record<string, boolean>>, json: boolean) {
  const environment = memoryEnvironment()
  const { wallet, take } = walletWithDenials(denied)
  const invocation = memoryInvocation(environment, { json, lang: 'en' })
  const whole = await takeDelivery(invocation, wallet, { collect: {}, waits: true }, take)
  return { whole, stdout: environment.output.stdout }
}

describe('what is denied in part', () => {
  it('keeps nothing back of what came before and after it', async () => {
    const { whole, stdout } = await waited({ first: false, second: true, third: false }, true)
    expect(whole).toBe(false)
    expect(JSON.parse(stdout)).toMatchObject({
      credentials: [{ id: 'first itself' }, { id: 'third itself' }],
      failed: [{ id: 'second', configurationId: 'ktp_dc+sd-jwt', error: { code: 'issuer_refused' } }],
    })
  })

  it('is told to a person with its reason and its remedy', async () => {
    const { stdout } = await waited({ first: false, second: true }, false)
    expect(stdout).toMatch(
      /^first itself {2}.*\n {2}https:.*\nsecond {2}ktp_dc\+sd-jwt {2}https:.*\n {2}The issuer refused .* \[issuer_refused\]\n/,
    )
    expect(stdout).toMatch(/\n {2}.* The answer was credential_request_denied\. .*\n {2}Contact the issuer/)
  })

  it('is done when nothing is denied, and fails as a whole when everything is', async () => {
    expect(await waited({ first: false }, true)).toMatchObject({ whole: true })
    await expect(waited({ first: true, second: true }, true)).rejects.toMatchObject({
      code: 'issuer_refused',
    })
  })
})
