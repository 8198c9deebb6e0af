import type { JsonObject } from '@lontar/credentials'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { openWalletScene, tampering, type WalletScene } from '../support/wallet-scene.ts'

const copies = 5

interface Credentials {
  readonly credentials: readonly { readonly credential: string }[]
}

async function receive({ wallet, trusting, ...scene }: WalletScene, count = copies) {
  const { credentialOfferUri } = await scene.offer({ txCode: false, copies: 10 })
  return wallet.receive(credentialOfferUri, { ...trusting, copies: count })
}

function openReceiving(change: (credentials: Credentials['credentials']) => Credentials['credentials']) {
  return openWalletScene({
    tamper: tampering('/credential', (message) => ({
      ...message,
      credentials: change((message as unknown as Credentials).credentials),
    })),
  })
}

/** The keys of the proofs that were sent, in order. */
function provenKeys({ requests }: WalletScene): unknown[] {
  const sent = requests.find(({ path }) => path === '/credential')
  const { proofs } = JSON.parse(sent?.body ?? '') as { readonly proofs: { readonly jwt: readonly string[] } }
  return proofs.jwt.map((jwt) => decodeProtectedHeader(jwt).jwk?.x)
}

/** The credentials of the vault: the key in each, and the private key kept with it. */
async function keptKeys({ vault }: WalletScene): Promise<[unknown, unknown][]> {
  const records = await Promise.all((await vault.list()).map((id) => vault.read(id)))
  return records.map((record) => {
    const { text, privateJwk } = record as { readonly text: string; readonly privateJwk: JsonObject }
    const { cnf } = decodeJwt(text.split('~')[0] ?? '') as { readonly cnf: { readonly jwk: JsonObject } }
    return [cnf.jwk['x'], privateJwk['x']]
  })
}

test.each([
  ['in the order of the proofs', (credentials: Credentials['credentials']) => credentials],
  ['in reverse', (credentials: Credentials['credentials']) => credentials.toReversed()],
])('credentials that come %s are each kept with the key that they are bound to', async (_order, change) => {
  const scene = await openReceiving(change)
  expect(await receive(scene)).toHaveLength(copies)
  const proven = provenKeys(scene)
  expect(new Set(proven).size).toBe(copies)
  const kept = await keptKeys(scene)
  for (const [bound, own] of kept) expect(own).toBe(bound)
  expect(kept.map(([bound]) => bound).sort()).toEqual([...proven].sort())
})

test('the wallet takes fewer than it asked for', async () => {
  const scene = await openReceiving((credentials) => credentials.slice(1))
  expect(await receive(scene)).toHaveLength(copies - 1)
})

test('one credential sent twice is refused, and nothing is kept', async () => {
  const scene = await openReceiving(([first, ...rest]) => (first ? [first, first, ...rest.slice(1)] : []))
  await expect(receive(scene)).rejects.toMatchObject({ code: 'credential_holder_mismatch' })
  expect(await scene.vault.list()).toEqual([])
})

test('more than it asked for is refused, and nothing is kept', async () => {
  const scene = await openReceiving((credentials) => [...credentials, ...credentials.slice(0, 1)])
  await expect(receive(scene)).rejects.toMatchObject({ code: 'credential_response_malformed' })
  expect(await scene.vault.list()).toEqual([])
})

test('it never sends more proofs than batch_size, however many copies are wanted', async () => {
  const scene = await openWalletScene()
  expect(await receive(scene, 11)).toHaveLength(10)
  expect(provenKeys(scene)).toHaveLength(10)
})
