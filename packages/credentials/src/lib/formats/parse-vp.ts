import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { type PackedSdJwt, readSdJwt, unpackSdJwt } from '../sd-jwt/parse-sd-jwt.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  presentationAlone,
  presentationContext,
  presentationCount,
  presentationEnveloped,
  presentationHolder,
  presentationId,
  presentationReadable,
  presentationType,
} from '../verdict/steps/format-steps.ts'
import { openEnvelopedCredential, type PresentedCredentialText } from './envelope.ts'
import { isUrl } from './is-url.ts'
import { jsonList } from './json-list.ts'
import { requireText } from './require-text.ts'

/** A verifiable presentation that was read and not verified: nothing in it may be believed. */
export interface UnverifiedPresentation {
  /** Tells it apart from a `VerifiedPresentation`. */
  readonly verified: false
  /** As received. */
  readonly text: string
  /** The version of the data model: 2.0 as `vp+jwt` or `vp+sd-jwt`, 1.1 as a JWT with a `vp` claim. */
  readonly version: '1.1' | '2.0'
  /** The JWS of the presenter. */
  readonly jws: UnverifiedJws
  /** The claims of the presentation, from the root of the JWT. */
  readonly claims: JsonObject
  /** Who presents, if it says so: `holder`, which must be `iss` too where both stand. */
  readonly holder: string | undefined
  /** The secured credentials as text, in their order; at most 32. */
  readonly credentials: readonly PresentedCredentialText[]
}

const baseContexts = {
  '1.1': 'https://www.w3.org/2018/credentials/v1',
  '2.0': 'https://www.w3.org/ns/credentials/v2',
} as const

const baseType = 'VerifiablePresentation'

/** Each costs the check of a signature, and perhaps a request. */
export const maxCredentials = 32

/**
 * Tells whether a text is a presentation and not a credential, by its header and its claims alone.
 *
 * @param jws the first JWS of the text.
 * @returns true for `vp+jwt`, `vp+sd-jwt`, and a JWT with a `vp` claim.
 */
export function isPresentation({ header, payload }: Pick<UnverifiedJws, 'header' | 'payload'>): boolean {
  const { typ } = header
  return typ === 'vp+jwt' || typ === 'vp+sd-jwt' || ((typ === 'JWT' || typ === undefined) && 'vp' in payload)
}

/**
 * Reads a verifiable presentation without believing it.
 *
 * @param text a compact JWS, or an SD-JWT for `vp+sd-jwt`; at most 1 MiB.
 * @returns the presentation.
 * @throws MalformedError `presentation_malformed`, `credential_malformed` for its length, and the codes of `parseJws`
 * and `parseSdJwt`.
 * @see VC Data Model 2.0 section 4.13, VC-JOSE-COSE sections 3.1.2 and 3.2.2, VC Data Model 1.1 section 6.3.1
 */
export async function parseVp(text: string): Promise<UnverifiedPresentation> {
  return requireText(text).includes('~') ? readSdJwtVp(readSdJwt(text)) : readJwtVp(parseJws(text))
}

/**
 * Reads a presentation whose JWS was read before.
 *
 * @param jws a compact JWS.
 * @returns the presentation; see `parseVp`.
 */
export function readJwtVp(jws: UnverifiedJws): UnverifiedPresentation {
  // A payload with digests is that of an SD-JWT whose disclosures were cut off.
  requireStep(presentationReadable, isPresentation(jws) && jws.header.typ !== 'vp+sd-jwt')
  return readVp(jws.text, jws, jws.payload)
}

/**
 * Reads a presentation whose SD-JWT was read before.
 *
 * @param packed the SD-JWT.
 * @returns the presentation; see `parseVp`.
 */
export async function readSdJwtVp(packed: PackedSdJwt): Promise<UnverifiedPresentation> {
  const { text, jws, keyBindingJwt } = packed
  // The presenter signed it himself: a key binding would be a second word of his.
  requireStep(presentationReadable, jws.header.typ === 'vp+sd-jwt' && keyBindingJwt === undefined)
  return readVp(text, jws, (await unpackSdJwt(packed)).claims)
}

function readVp(text: string, jws: UnverifiedJws, claims: JsonObject): UnverifiedPresentation {
  const version = String(jws.header.typ).startsWith('vp+') ? '2.0' : '1.1'
  const vp = version === '2.0' ? claims : claims.vp
  requireStep(presentationReadable, isJsonObject(vp))
  requireModel(vp, claims, version)
  const entries = jsonList(vp.verifiableCredential)
  requireStep(presentationCount, entries.length <= maxCredentials)
  const credentials = Object.freeze(entries.map((entry) => readCredential(entry, version)))
  return Object.freeze({
    verified: false,
    text,
    version,
    jws,
    claims,
    holder: readHolder(vp, claims),
    credentials,
  })
}

function requireModel(vp: JsonObject, claims: JsonObject, version: '1.1' | '2.0'): void {
  const contexts = jsonList(vp['@context'])
  // Nothing is expanded by them, but one that stands inside could give `holder` another meaning.
  requireStep(presentationContext, contexts[0] === baseContexts[version] && contexts.every(isUrl))
  requireStep(presentationType, jsonList(vp.type).includes(baseType))
  // The payload of version 2.0 is the presentation itself (VC-JOSE-COSE section 3.1.3); that of 1.1 has it in `vp`.
  requireStep(
    presentationAlone,
    !('vc' in claims || 'proof' in vp) && (version === '1.1' || !('vp' in claims)),
  )
  requireStep(presentationId, isOneUrl([vp.id, claims.jti]))
}

function readHolder(vp: JsonObject, { iss }: JsonObject): string | undefined {
  const holder = isJsonObject(vp.holder) ? vp.holder.id : vp.holder
  // A holder without id is nobody: only a member that is absent may say nothing.
  requireStep(
    presentationHolder,
    isOneUrl([holder, iss]) && (vp.holder === undefined || holder !== undefined),
  )
  return (holder ?? iss) as string | undefined
}

function isOneUrl(values: readonly (JsonValue | undefined)[]): boolean {
  const present = values.filter((value) => value !== undefined)
  return present.every(isUrl) && new Set(present).size <= 1
}

function readCredential(entry: JsonValue, version: '1.1' | '2.0'): PresentedCredentialText {
  if (version === '2.0') return openEnvelopedCredential(entry)
  requireStep(presentationEnveloped, typeof entry === 'string')
  return { format: 'jwt_vc_json', text: entry }
}
