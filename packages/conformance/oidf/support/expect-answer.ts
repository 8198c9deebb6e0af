import type { ErrorCode } from '@lontar/credentials/errors'
import { expect } from 'vitest'
import { disclosedByQuery } from './disclosed-by-query.ts'
import type { PresentingScene } from './presenting-scene.ts'
import type { ReceivedAnswer } from './received-answer.ts'
import { verifierOrigin } from './scripted-verifier.ts'

/** What the verifier is to have got. */
export interface ExpectedAnswer {
  /** The names of the disclosed claims in their order, by the id of their query. */
  readonly vpToken: Readonly<Record<string, readonly string[]>>
  readonly state?: string
}

/**
 * Expects that one answer came, in the way that the profile wants, with exactly these presentations: each bound to the
 * request by the key of its credential.
 */
export async function expectPresented(
  scene: PresentingScene,
  { vpToken, state }: ExpectedAnswer,
): Promise<ReceivedAnswer> {
  const answer = await onlyAnswer(scene)
  expectTravelled(scene, answer)
  const { vp_token, ...rest } = answer.said
  expect(rest).toEqual(state === undefined ? {} : { state })
  const { clientId: audience, nonce } = scene.verifier
  expect(await disclosedByQuery(vp_token, { audience, nonce, now: scene.now() })).toEqual(vpToken)
  return answer
}

/** Expects that the verifier got this error, and nothing else. */
export async function expectError(scene: PresentingScene, error: string, state?: string): Promise<void> {
  const { said } = await onlyAnswer(scene)
  expect(said).toEqual(state === undefined ? { error } : { error, state })
}

/** Expects that the wallet refuses, and that the verifier hears nothing of it. */
export async function expectSilence(
  scene: PresentingScene,
  attempt: Promise<unknown>,
  code: ErrorCode,
): Promise<void> {
  await expect(attempt).rejects.toMatchObject({ code })
  expect(await scene.verifier.answers()).toEqual([])
}

async function onlyAnswer({ verifier, hosts }: PresentingScene): Promise<ReceivedAnswer> {
  const [answer, ...more] = await verifier.answers()
  if (answer === undefined) throw new TypeError('nothing was sent')
  expect(more).toEqual([])
  const { method, headers } = hosts.requests(verifierOrigin).find(({ path }) => path === '/response') ?? {}
  expect([method, headers?.get('content-type')]).toEqual(['POST', 'application/x-www-form-urlencoded'])
  return answer
}

/** OpenID4VP 1.0 sections 8.2 and 8.3. */
function expectTravelled(
  { profile, verifier }: PresentingScene,
  { members, encryption, said }: ReceivedAnswer,
): void {
  if (profile === 'plain') {
    expect(encryption).toBeUndefined()
    return
  }
  expect(Object.keys(members)).toEqual(['response'])
  expect(encryption).toMatchObject({ alg: 'ECDH-ES', kid: verifier.encryptionKid })
  expect(['A128GCM', 'A256GCM']).toContain(encryption?.enc)
  for (const claim of ['iss', 'exp', 'aud']) expect(said).not.toHaveProperty(claim)
}
