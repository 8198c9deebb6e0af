import type { JsonObject } from '@lontar/credentials'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { openWalletScene, tamperingWithCredentials, type WalletScene } from '../support/wallet-scene.ts'

const copies = 5
const offer = { copies: 10 }

function openReceiving(change: (credentials: readonly string[]) => readonly string[]): Promise<WalletScene> {
  return openWalletScene({ tamper: tamperingWithCredentials(change) })
}

/** The keys of the proofs that were sent, in order. */
function provenKeys({ scene }: WalletScene): unknown[] {
  const sent = scene.requests.find(({ path }) => path === '/credential')
  const { proofs } = JSON.parse(sent?.body ?? '') as { readonly proofs: { readonly jwt: readonly string[] } }
  return proofs.jwt.map((jwt) => decodeProtectedHeader(jwt).jwk?.x)
}

/** The credentials of the vault: the key in each, and the private key kept with it. */
async function keptKeys({ vault }: WalletScene): Promise<[unknown, unknown][]> {
  const records = await Promise.all((await vault.list()).map((id) => vault.read(id)))
  const credentials = records.filter((record) => typeof record?.['text'] === 'string')
  return credentials.map((record) => {
    const { text, privateJwk } = record as { readonly text: string; readonly privateJwk: JsonObject }
    const { cnf } = decodeJwt(text.split('~')[0] ?? '') as { readonly cnf: { readonly jwk: JsonObject } }
    return [cnf.jwk['x'], privateJwk['x']]
  })
}

test.each([
  ['in the order of the proofs', (credentials: readonly string[]) => credentials],
  ['in reverse', (credentials: readonly string[]) => credentials.toReversed()],
])('credentials that come %s are each kept with the key that they are bound to', async (_order, change) => {
  const opened = await openReceiving(change)
  expect(await opened.receive({ offer, copies })).toHaveLength(copies)
  const proven = provenKeys(opened)
  expect(new Set(proven).size).toBe(copies)
  const kept = await keptKeys(opened)
  for (const [bound, own] of kept) expect(own).toBe(bound)
  expect(kept.map(([bound]) => bound).sort()).toEqual([...proven].sort())
})

test('the wallet takes fewer than it asked for', async () => {
  const { receive } = await openReceiving((credentials) => credentials.slice(1))
  expect(await receive({ offer, copies })).toHaveLength(copies - 1)
})

test.each([
  ['one of them twice', (all: readonly string[]) => all.with(1, all[0] ?? ''), 'credential_holder_mismatch'],
  [
    'more than asked for',
    (all: readonly string[]) => [...all, ...all.slice(0, 1)],
    'credential_response_malformed',
  ],
])('%s is refused, and nothing is kept', async (_what, change, code) => {
  const { wallet, receive } = await openReceiving(change)
  await expect(receive({ offer, copies })).rejects.toMatchObject({ code })
  expect(await wallet.list()).toEqual([])
})

test('it never sends more proofs than batch_size, however many copies are wanted', async () => {
  const opened = await openWalletScene()
  expect(await opened.receive({ offer, copies: 11 })).toHaveLength(10)
  expect(provenKeys(opened)).toHaveLength(10)
})
