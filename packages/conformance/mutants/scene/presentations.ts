import type { CredentialFormat, JsonObject, Signer } from '@lontar/credentials'
import {
  createVp,
  envelopeCredential,
  type PresentedCredentialText,
  verifyVp,
} from '@lontar/credentials/presentation'
import { createStatusChecker } from '@lontar/credentials/status'
import { codeOfVerdict } from '../../checks/negative-case.ts'
import type { Token } from '../artefact.ts'
import { assemble, dissect } from '../compact.ts'
import { createHeldCredentials } from './credentials.ts'
import { audience, day, missing, nonce, now, nowSeconds, type Stage, typeUrl } from './stage.ts'

/** A presentation of one of the credentials for the same request would be valid too. */
const ownNonce = 'a-nonce-for-several'

/**
 * Makes presentations of several credentials, each in an envelope of its own format.
 *
 * @param stage where.
 * @returns the artefacts.
 */
export async function createPresentations(stage: Stage): Promise<readonly Token[]> {
  const { cast } = stage
  const held = await createHeldCredentials(stage, cast.holder)
  const theirs = await createHeldCredentials(stage, cast.otherHolder)
  return [
    await presentationOf(
      stage,
      held.map(presented),
      theirs.map(presented),
      held.map(({ format }) => format),
    ),
  ]
}

function presented({ format, text }: { readonly format: CredentialFormat; readonly text: string }) {
  return { format: format.id, text } as PresentedCredentialText
}

async function presentationOf(
  stage: Stage,
  held: readonly PresentedCredentialText[],
  theirs: readonly PresentedCredentialText[],
  expectedFormats: readonly CredentialFormat[],
): Promise<Token> {
  const signer: Signer = stage.cast.holder
  const checkStatus = createStatusChecker({ fetch: stage.fetch, now: () => now })
  return {
    kind: 'token',
    name: 'vp+jwt of several credentials',
    lane: 'vp+jwt of several credentials',
    text: await createVp({ credentials: held, signer, audience, nonce: ownNonce, now }),
    signer,
    isSdJwt: false,
    isBound: true,
    wrongTimes: [
      // One that is missing is right: the nonce says when (RFC 7519 section 4.1.6).
      ...[nowSeconds - 301, nowSeconds + 61, String(nowSeconds), null].map((iat) => ({ iat })),
      { exp: nowSeconds },
      { exp: 'never' },
      { nbf: nowSeconds + day },
    ],
    wrongStatuses: [
      ...['other', [], [audience], [audience, 'other'], missing].map((aud) => ({ aud })),
      ...['other', [ownNonce], nonce, missing].map((other) => ({ nonce: other })),
      ...wrongContents(held, theirs).map((verifiableCredential) => ({ verifiableCredential })),
    ],
    judge: (variant) =>
      codeOfVerdict(() =>
        verifyVp(variant, {
          expectedIssuers: stage.trusted,
          expectedTypes: [typeUrl],
          expectedKeyBinding: { expectedNonce: ownNonce, expectedAudience: audience },
          expectedFormats,
          checkStatus,
          now,
        }),
      ),
  }
}

/** Signed by their holder as they must be: with a credential of another, a changed one, one in the wrong envelope, or none. */
function wrongContents(
  held: readonly PresentedCredentialText[],
  theirs: readonly PresentedCredentialText[],
): readonly (JsonObject | readonly JsonObject[])[] {
  const envelopes = held.map(envelopeCredential)
  const [first = {}, second = {}] = envelopes
  const foreign = theirs.map(envelopeCredential)
  const changed = held.map(({ format, text }) =>
    envelopeCredential({ format, text: withOtherClaims(text) } as PresentedCredentialText),
  )
  const relabelled = [
    { ...first, id: String(first.id).replace('vc+sd-jwt', 'vc+jwt') },
    { ...second, id: String(second.id).replace('vc+jwt', 'vc+sd-jwt') },
    { ...first, id: String(first.id).replace('application/', 'text/') },
    { ...first, id: `${first.id}A` },
    { ...first, type: 'VerifiableCredential' },
  ]
  return [
    ...foreign.map((envelope) => [first, envelope]),
    ...foreign.map((envelope) => [envelope, second]),
    ...changed.map((envelope) => [envelope, second]),
    ...changed.map((envelope) => [first, envelope]),
    ...relabelled.map((envelope) => [first, envelope]),
    ...relabelled.map((envelope) => [envelope, second]),
    [],
    [[first]] as unknown as readonly JsonObject[],
  ]
}

function withOtherClaims(text: string): string {
  const parts = dissect(text)
  return assemble({ ...parts, payload: { ...parts.payload, validUntil: '2027-11-30T00:00:00Z' } })
}
