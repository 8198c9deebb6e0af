import { createHash, randomBytes } from 'node:crypto'
import {
  type CallbackContext,
  clientAuthenticationAnonymous,
  type HashAlgorithm,
  type JwtSigner,
} from '@openid4vc/oauth2'
import {
  CompactEncrypt,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import { jwkOfDid } from './did-jwk.ts'
import type { HolderKey } from './holder-key.ts'

/** What the callbacks work with. */
export interface ForeignCallbacksOptions {
  /** Found by their public part; more may come later. */
  readonly keys: readonly HolderKey[]
  /** How a client says who it is; it does not by default. */
  readonly clientAuthentication?: CallbackContext['clientAuthentication']
  /** Node's own by default. */
  readonly fetch?: typeof fetch
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
        const jwk = jwkOf(signer)
        await jwtVerify(compact, await importJWK(jwk, 'ES256'), { algorithms: ['ES256'] })
        return { verified: true, signerJwk: jwk as HolderKey['publicJwk'] }
      } catch {
        return { verified: false }
      }
    },
    decryptJwe: () => ({ decrypted: false }),
    encryptJwe,
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

function jwkOf(signer: JwtSigner): JWK {
  if (signer.method === 'did') return jwkOfDid(signer.didUrl)
  if (signer.method === 'jwk') return signer.publicJwk as JWK
  throw new TypeError('only keys and did:jwk are known here')
}

function nodeNameOf(algorithm: HashAlgorithm): string {
  return algorithm.replace('-', '')
}
