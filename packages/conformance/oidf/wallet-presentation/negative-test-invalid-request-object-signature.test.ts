import { describe, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectPresented, expectSilence } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import type { AskingChanges } from '../support/scripted-verifier.ts'

describe.each(profiles)('a wallet that is asked as %s', (profile) => {
  test.each<[string, AskingChanges]>([
    ['by nobody', { alter: breakSignature }],
    ['by another key than that of the certificate', { byStranger: true }],
  ])('refuses a request that is signed %s, and takes one that its verifier signed', async (_who, changes) => {
    const scene = await openPresentingScene(profile)
    await expectSilence(scene, scene.review(changes), 'authorization_request_signature_invalid')
    await scene.present()
    await expectPresented(scene, { vpToken: { card: ['name'] } })
  })
})
