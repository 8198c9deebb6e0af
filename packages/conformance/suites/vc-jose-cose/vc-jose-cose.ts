import {
  createLocalSigner,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type JsonObject,
  type PrivateJwk,
  type Signer,
} from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { parseJwk, parseJws, signJws, verifyJwsSignature } from '@lontar/credentials/jose'
import { parseVp } from '@lontar/credentials/presentation'
import { issueSdJwt } from '@lontar/credentials/sd-jwt'
import { resolveSuiteContext } from '../vocabulary.ts'

/** What the W3C suite for VC-JOSE-COSE asks of one case. */
export interface SuiteCase {
  readonly fn: 'issue' | 'verify'
  /** The credential or presentation: JSON to issue, the secured text to verify. */
  readonly input: string
  /** A verification method with `publicKeyJwk` and, to issue, `secretKeyJwk`. */
  readonly key: { readonly id: string; readonly publicKeyJwk: unknown; readonly secretKeyJwk?: PrivateJwk }
  readonly feature: string
  /** Make the members of the subject disclosable. */
  readonly sd: boolean
  readonly now: Date
}

/** What came of it. `indeterminate` for a feature that is not implemented, such as COSE. */
export interface SuiteResult {
  readonly result: 'success' | 'failure' | 'indeterminate'
  /** The secured text that was issued. */
  readonly data?: string
}

const formats = {
  credential_jose: createVcJwtFormat({ resolveContext: resolveSuiteContext }),
  credential_sdjwt: createVcSdJwtFormat({ resolveContext: resolveSuiteContext }),
} as const

const types: Readonly<Record<string, string>> = {
  credential_jose: 'vc+jwt',
  credential_sdjwt: 'vc+sd-jwt',
  presentation_jose: 'vp+jwt',
  presentation_sdjwt: 'vp+sd-jwt',
}

/**
 * Issues or verifies one case of the suite. The suite's tokens carry `iat` as a date and have no end, so a token is
 * judged by its signature, its type and the data model, and not by the claims of RFC 7519.
 *
 * @param suiteCase see `SuiteCase`.
 * @returns the result.
 */
export async function runSuiteCase(suiteCase: SuiteCase): Promise<SuiteResult> {
  if (types[suiteCase.feature] === undefined) return { result: 'indeterminate' }
  try {
    if (suiteCase.fn === 'issue') return { result: 'success', data: await issue(suiteCase) }
    await verify(suiteCase)
    return { result: 'success' }
  } catch (error) {
    if (error instanceof LontarError || error instanceof SyntaxError) return { result: 'failure' }
    throw error
  }
}

async function issue(suiteCase: SuiteCase): Promise<string> {
  const document = JSON.parse(suiteCase.input) as JsonObject
  const signer = await signerOf(suiteCase)
  return suiteCase.feature.startsWith('credential')
    ? issueCredential(suiteCase, document, signer)
    : issuePresentation(suiteCase, document, signer)
}

/** The key's curve may be one that signs nothing here. */
async function signerOf({ key }: SuiteCase): Promise<Signer> {
  return createLocalSigner(key.secretKeyJwk as PrivateJwk, { keyId: key.id })
}

async function issueCredential(
  { feature, sd, now }: SuiteCase,
  document: JsonObject,
  signer: Signer,
): Promise<string> {
  const format = feature === 'credential_jose' ? formats.credential_jose : formats.credential_sdjwt
  // Every Lontar credential has an end; where the document gives none, the signature has one.
  const exp = Math.floor(now.getTime() / 1000) + 365 * 86_400
  const payload = document.validUntil === undefined ? { ...document, exp } : document
  const subject = document.credentialSubject as JsonObject | undefined
  const names = Object.keys(subject ?? {}).filter((name) => name !== 'id')
  const disclosable =
    sd && feature === 'credential_sdjwt' ? names.map((name) => ['credentialSubject', name]) : []
  return format.issue({ signer, payload, disclosable })
}

async function issuePresentation(
  { feature }: SuiteCase,
  document: JsonObject,
  signer: Signer,
): Promise<string> {
  const header = { typ: types[feature] ?? '', cty: 'vp' }
  const text =
    feature === 'presentation_jose'
      ? await signJws({ header, payload: document, signer })
      : await issueSdJwt({ signer, header, payload: document, disclosable: [] })
  return text
}

async function verify({ feature, input, key }: SuiteCase): Promise<void> {
  const text = input.trim()
  const jws = parseJws(text.split('~', 1)[0] ?? '')
  await verifyJwsSignature(jws, {
    expectedKey: parseJwk(key.publicKeyJwk),
    expectedType: types[feature] ?? '',
  })
  if (feature === 'credential_jose') await formats.credential_jose.parse(text)
  else if (feature === 'credential_sdjwt') await formats.credential_sdjwt.parse(text)
  else await parseVp(text)
}
