import { invalidArgument } from '../errors/invalid-argument.ts'
import type { JsonObject } from '../jose/json.ts'
import { numericDate } from '../jose/numeric-date.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import {
  type TransactionDataHashes,
  transactionDataClaims,
} from '../transaction-data/transaction-data-hashes.ts'
import { envelopeCredential, type PresentedCredentialText } from './envelope.ts'
import { isPresentation, maxCredentials } from './parse-vp.ts'

/** What `createVp` needs. */
export interface CreateVpInput {
  /** The credentials as issued, all `jwt_vc_json` or none. */
  readonly credentials: readonly PresentedCredentialText[]
  /** The holder's key. */
  readonly signer: Signer
  /** Who presents; required by version 1.1, whose `iss` it is. */
  readonly holder?: string
  /** The verifier's full identifier. */
  readonly audience: string
  /** The nonce of the request. */
  readonly nonce: string
  /** The transactions that the holder authorises, as `createTransactionDataHashes` makes them; none by default. */
  readonly transactionDataHashes?: TransactionDataHashes
  /** The instant of signing. */
  readonly now: Date
}

/** How long a presentation may be used, in seconds; the nonce ends it sooner. */
const lifetimeSeconds = 300

/**
 * Signs a presentation of JWT credentials: a `vp+jwt` of VC Data Model 2.0, or for `jwt_vc_json` a JWT of 1.1.
 *
 * @param input see `CreateVpInput`.
 * @returns a compact JWS.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no credential or more than 32, for two data models, and for a credential
 * of another format or with a key binding; MalformedError `jws_malformed` for one that cannot be read.
 * @see VC-JOSE-COSE section 3.1.2, VC Data Model 1.1 section 6.3.1, OpenID4VP 1.0 appendix B.1.3
 */
export async function createVp(input: CreateVpInput): Promise<string> {
  const { signer, credentials } = input
  requireCredentials(credentials)
  const isVersion1 = credentials.some(({ format }) => format === 'jwt_vc_json')
  return signJws({
    header: isVersion1 ? { typ: 'JWT' } : { typ: 'vp+jwt', cty: 'vp' },
    payload: { ...(isVersion1 ? version1(input) : version2(input)), ...binding(input) },
    signer,
  })
}

/** What no verifier would take is not signed. */
function requireCredentials(credentials: readonly PresentedCredentialText[]): void {
  const isCounted = credentials.length >= 1 && credentials.length <= maxCredentials
  const version1 = credentials.filter(({ format }) => format === 'jwt_vc_json')
  const isOneModel = version1.length === 0 || version1.length === credentials.length
  if (!isCounted) throw invalidArgument('A presentation must hold 1 to 32 credentials.')
  if (!isOneModel) throw invalidArgument('A presentation must hold credentials of one data model.')
  if (!credentials.every(isAsIssued)) {
    throw invalidArgument('Each credential of a presentation must be of its format and as it was issued.')
  }
}

/** A key binding or a presentation inside would be a second word of the holder. */
function isAsIssued({ format, text }: PresentedCredentialText): boolean {
  const { header, payload } = parseJws(text.split('~', 1)[0] ?? '')
  if (isPresentation({ header, payload })) return false
  if (format === 'vc+sd-jwt') return header.typ === format && text.endsWith('~')
  if (text.includes('~')) return false
  return format === 'vc+jwt' ? header.typ === format : format === 'jwt_vc_json'
}

function binding({ audience, nonce, transactionDataHashes, now }: CreateVpInput): JsonObject {
  const iat = numericDate(now)
  const authorised = transactionDataClaims(transactionDataHashes)
  return { aud: audience, nonce, ...authorised, iat, exp: iat + lifetimeSeconds }
}

function version2({ credentials, holder }: CreateVpInput): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    ...(holder !== undefined && { holder }),
    verifiableCredential: credentials.map(envelopeCredential),
  }
}

function version1({ credentials, holder }: CreateVpInput): JsonObject {
  return {
    ...(holder !== undefined && { iss: holder }),
    vp: {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiablePresentation'],
      verifiableCredential: credentials.map(({ text }) => text),
    },
  }
}
