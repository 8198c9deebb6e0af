import { createHash } from 'node:crypto'
import type { WalletOptions } from '@lontar/wallet'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { expectError } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import type { AskingChanges } from '../support/scripted-verifier.ts'

/** A request with one entry of transaction data, about the card. */
function asking(type: string): AskingChanges & { readonly text: string } {
  const entry = { type, credential_ids: ['card'], amount: '10000' }
  const text = Buffer.from(JSON.stringify(entry)).toString('base64url')
  return { text, payload: (payload) => ({ ...payload, state: 'state-1', transaction_data: [text] }) }
}

const payments: Partial<WalletOptions> = {
  transactionDataTypes: {
    'urn:example:payment': {
      members: ['amount'],
      describe: () => ({ id: 'Bayar 10000', en: 'Pay 10000' }),
    },
  },
}

describe.each(profiles)('a wallet that is asked as %s', (profile) => {
  test.each([
    ['knows no transaction data', {}],
    ['knows other ones', payments],
  ])('and %s tells invalid_transaction_data, and shows nothing', async (_what, options) => {
    const scene = await openPresentingScene(profile, options)
    const { text: _text, ...changes } = asking('urn:example:unknown')
    await expect(scene.review(changes)).rejects.toMatchObject({ code: 'transaction_data_unsupported' })
    await expectError(scene, 'invalid_transaction_data', 'state-1')
  })

  test('and knows the type says what it is about, and binds its hash', async () => {
    const scene = await openPresentingScene(profile, payments)
    const { text, ...changes } = asking('urn:example:payment')
    const review = await scene.review(changes)
    expect(JSON.stringify(review)).toContain('Pay 10000')
    await scene.wallet.respond(review, { consent: true })
    const [answer] = await scene.verifier.answers()
    const { card = [] } = (answer?.said['vp_token'] ?? {}) as { readonly card?: readonly string[] }
    const keyBinding = decodeJwt(card[0]?.split('~').at(-1) ?? '')
    expect(keyBinding['transaction_data_hashes']).toEqual([
      createHash('sha256').update(text).digest('base64url'),
    ])
  })
})
