import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import {
  type CallbackContext,
  clientAuthenticationAnonymous,
  type HashAlgorithm,
  type JwtSigner,
} from '@openid4vc/oauth2'
import {
  CompactEncrypt,
  compactDecrypt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import { jwkOfDid } from './did-jwk.ts'
import { jwkOfDidKey } from './did-key.ts'
import type { HolderKey } from './holder-key.ts'

/** What the callbacks work with. */
export interface ForeignCallbacksOptions {
  /** Found by their public part; more may come later. */
  readonly keys: readonly HolderKey[]
  /** How a client says who it is; it does not by default. */
  readonly clientAuthentication?: CallbackContext['clientAuthentication']
  /** Node's own by default. */
  readonly fetch?: typeof fetch
  /** Under which the certificates of signers have to be, in base64; none is trusted by default. */
  readonly roots?: readonly string[]
  /** What is decrypted with, by `kid`; more may come later. */
  readonly decryptionKeys?: ReadonlyMap<string, HolderKey>
}

/** What `@openid4vc/*` asks of its user: the network, randomness, and signatures, which jose makes and verifies. */
export function createForeignCallbacks(options: ForeignCallbacksOptions): CallbackContext {
  const { keys, clientAuthentication = clientAuthenticationAnonymous() } = options
  return {
    fetch: options.fetch ?? fetch,
    hash: (data, algorithm) => createHash(nodeNameOf(algorithm)).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    clientAuthentication,
    signJwt: async (signer, { header, payload }) => {
      const wanted = jwkOf(signer)
      const key = keys.find(({ publicJwk }) => publicJwk.x === wanted.x)
      if (key === undefined) throw new TypeError('there is no such key')
      const jwt = await new SignJWT(payload as JWTPayload)
        .setProtectedHeader(header as JWTHeaderParameters)
        .sign(key.privateKey)
      return { jwt, signerJwk: key.publicJwk }
    },
    verifyJwt: async (signer, { compact }) => {
      try {
        requireRoot(signer, options.roots ?? [])
        const jwk = jwkOf(signer)
        await jwtVerify(compact, await importJWK(jwk, 'ES256'), { algorithms: ['ES256'] })
        return { verified: true, signerJwk: jwk as HolderKey['publicJwk'] }
      } catch {
        return { verified: false }
      }
    },
    decryptJwe: (jwe) => decryptJwe(options.decryptionKeys ?? new Map(), jwe),
    encryptJwe,
    getX509CertificateMetadata: (certificate) => ({
      sanDnsNames: namesOf(certificate, 'DNS:'),
      sanUriNames: namesOf(certificate, 'URI:'),
    }),
  }
}

/** What it puts into the header beside `kid` is its own choice, `apv` among it. */
const encryptJwe: CallbackContext['encryptJwe'] = async ({ alg, enc, apu, apv, publicJwk }, data) => {
  const jwe = await new CompactEncrypt(new TextEncoder().encode(data))
    .setProtectedHeader({ alg, enc, ...(publicJwk.kid !== undefined && { kid: publicJwk.kid }) })
    .setKeyManagementParameters({
      ...(apu !== undefined && { apu: Buffer.from(apu, 'base64url') }),
      ...(apv !== undefined && { apv: Buffer.from(apv, 'base64url') }),
    })
    .encrypt(await importJWK(publicJwk as JWK, alg))
  return { jwe, encryptionJwk: publicJwk }
}

async function decryptJwe(
  keys: ReadonlyMap<string, HolderKey>,
  jwe: string,
): Promise<Awaited<ReturnType<CallbackContext['decryptJwe']>>> {
  const { kid = '' } = decodeProtectedHeader(jwe)
  const key = keys.get(kid)
  if (key === undefined) return { decrypted: false }
  try {
    const { plaintext } = await compactDecrypt(jwe, key.privateKey)
    const payload = new TextDecoder().decode(plaintext)
    return { decrypted: true, payload, decryptionJwk: { ...key.publicJwk, kid } }
  } catch {
    return { decrypted: false }
  }
}

function jwkOf(signer: JwtSigner): HolderKey['publicJwk'] {
  if (signer.method === 'did' && signer.didUrl.startsWith('did:key:')) return jwkOfDidKey(signer.didUrl)
  if (signer.method === 'did') return jwkOfDid(signer.didUrl) as HolderKey['publicJwk']
  if (signer.method === 'jwk') return signer.publicJwk as HolderKey['publicJwk']
  if (signer.method === 'x5c')
    return leafOf(signer.x5c).publicKey.export({ format: 'jwk' }) as HolderKey['publicJwk']
  throw new TypeError('only keys, certificates, did:jwk and did:key are known here')
}

/** A chain of one certificate, which a root signed, is all that occurs here. */
function requireRoot(signer: JwtSigner, roots: readonly string[]): void {
  if (signer.method !== 'x5c') return
  const leaf = leafOf(signer.x5c)
  const isUnder = roots.some((root) => leaf.verify(leafOf([root]).publicKey))
  if (!isUnder) throw new TypeError('the certificate is under no root that is trusted')
}

function leafOf([first = '']: readonly string[]): X509Certificate {
  return new X509Certificate(Buffer.from(first, 'base64'))
}

function namesOf(certificate: string, kind: 'DNS:' | 'URI:'): string[] {
  const names = leafOf([certificate]).subjectAltName?.split(', ') ?? []
  return names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length))
}

function nodeNameOf(algorithm: HashAlgorithm): string {
  return algorithm.replace('-', '')
}
