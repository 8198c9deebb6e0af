import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { readSdJwt, unpackSdJwt } from '../sd-jwt/parse-sd-jwt.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  presentationEnveloped,
  presentationHolder,
  presentationReadable,
} from '../verdict/steps/format-steps.ts'
import { isListOfTexts } from './expand-types.ts'
import { requireText } from './require-text.ts'

/** A verifiable presentation that was read and not verified: nothing in it may be believed. */
export interface UnverifiedPresentation {
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
  /** The secured credentials as text, in their order. */
  readonly credentials: readonly PresentedCredentialText[]
}

/** A credential of a presentation, as its envelope says what it is. */
export interface PresentedCredentialText {
  readonly format: 'vc+jwt' | 'vc+sd-jwt' | 'jwt_vc_json'
  readonly text: string
}

const baseContexts = {
  '1.1': 'https://www.w3.org/2018/credentials/v1',
  '2.0': 'https://www.w3.org/ns/credentials/v2',
} as const

const baseType = 'VerifiablePresentation'
const envelopeType = 'EnvelopedVerifiableCredential'
const envelope = /^data:application\/(vc\+jwt|vc\+sd-jwt),([A-Za-z0-9_.~-]+)$/

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
 * @param text a compact JWS, or an SD-JWT for `vp+sd-jwt`.
 * @returns the presentation.
 * @throws MalformedError `presentation_malformed`, `credential_malformed` for its length, and the codes of `parseJws`
 * and `parseSdJwt`.
 * @see VC Data Model 2.0 section 4.13, VC-JOSE-COSE sections 3.1.2 and 3.2.2, VC Data Model 1.1 section 6.3.1
 */
export async function parseVp(text: string): Promise<UnverifiedPresentation> {
  const { jws, claims } = await readClaims(requireText(text))
  const version = jws.header.typ === 'vp+jwt' || jws.header.typ === 'vp+sd-jwt' ? '2.0' : '1.1'
  const vp = version === '2.0' ? claims : claims.vp
  requireStep(
    presentationReadable,
    isPresentation(jws) && isJsonObject(vp) && isWellFormed(vp, claims, version),
  )
  return Object.freeze({
    verified: false,
    text,
    version,
    jws,
    claims,
    holder: readHolder(vp, claims),
    credentials: Object.freeze(
      listOf(vp.verifiableCredential).map((entry) => readCredential(entry, version)),
    ),
  })
}

async function readClaims(text: string): Promise<{ jws: UnverifiedJws; claims: JsonObject }> {
  if (!text.includes('~')) {
    const jws = parseJws(text)
    // A payload with digests is that of an SD-JWT whose disclosures were cut off.
    requireStep(presentationReadable, jws.header.typ !== 'vp+sd-jwt')
    return { jws, claims: jws.payload }
  }
  const packed = await readSdJwt(text)
  requireStep(
    presentationReadable,
    packed.jws.header.typ === 'vp+sd-jwt' && packed.keyBindingJwt === undefined,
  )
  return { jws: packed.jws, claims: unpackSdJwt(packed).claims }
}

/** The payload of version 2.0 is the presentation itself (VC-JOSE-COSE section 3.1.3); that of 1.1 has it in `vp`. */
function isWellFormed(vp: JsonObject, claims: JsonObject, version: '1.1' | '2.0'): boolean {
  const { '@context': context, type } = vp
  const hasContext = isListOfTexts(context) && context[0] === baseContexts[version]
  const hasType = listOf(type).includes(baseType)
  const isAlone = !('vc' in claims) && !('proof' in vp) && (version === '1.1' || !('vp' in claims))
  return hasContext && hasType && isAlone
}

function readHolder(vp: JsonObject, { iss }: JsonObject): string | undefined {
  const holder = isJsonObject(vp.holder) ? vp.holder.id : vp.holder
  const named = [holder, iss].filter((name) => name !== undefined)
  requireStep(
    presentationHolder,
    named.every((name) => typeof name === 'string' && URL.canParse(name)) && new Set(named).size <= 1,
  )
  return named[0] as string | undefined
}

function readCredential(entry: JsonValue, version: '1.1' | '2.0'): PresentedCredentialText {
  const read = version === '2.0' ? openEnvelope(entry) : readJwt(entry)
  requireStep(presentationEnveloped, read !== undefined)
  return read
}

function readJwt(entry: JsonValue): PresentedCredentialText | undefined {
  return typeof entry === 'string' ? { format: 'jwt_vc_json', text: entry } : undefined
}

function openEnvelope(entry: JsonValue): PresentedCredentialText | undefined {
  if (!isJsonObject(entry) || !listOf(entry.type).includes(envelopeType)) return undefined
  if (listOf(entry['@context'])[0] !== baseContexts['2.0']) return undefined
  const [, format, text] = typeof entry.id === 'string' ? (envelope.exec(entry.id) ?? []) : []
  if (text === undefined) return undefined
  return { format: format === 'vc+jwt' ? 'vc+jwt' : 'vc+sd-jwt', text }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value as JsonValue]
}

/**
 * Puts a credential in its envelope.
 *
 * @param credential the credential.
 * @returns the member of `verifiableCredential` of a version 2.0 presentation.
 * @see VC Data Model 2.0 section 4.13
 */
export function envelopeCredential({ format, text }: PresentedCredentialText): JsonObject {
  return {
    '@context': baseContexts['2.0'],
    id: `data:application/${format},${text}`,
    type: envelopeType,
  }
}
