import type { PublicJwk, Signer } from '@lontar/credentials'
import { UnsupportedError } from '@lontar/credentials/errors'
import { isSameKey, parseJwk } from '@lontar/credentials/jose'
import type {
  IAgentContext,
  IDIDManager,
  IIdentifier,
  IKey,
  IKeyManager,
  IResolver,
} from '@veramo/core-types'
import { publicJwkOfHex } from './public-key-hex.ts'
import { curveOfKeyType } from './veramo-key-type.ts'
import { veramoSigner } from './veramo-signer.ts'

type SigningContext = IAgentContext<
  Pick<IDIDManager, 'didManagerGet'> & Pick<IKeyManager, 'keyManagerGet' | 'keyManagerSign'> & IResolver
>

/** Finds signers for the DIDs of an agent. */
export interface IdentifierSigners {
  /**
   * The signer of a DID, whose `keyId` is the DID URL of the key in the document of the DID.
   *
   * @throws UnsupportedError `key_operation_unsupported` when the DID has no such key, or its document does not name it.
   */
  find(
    wanted: { readonly did: string; readonly keyRef: string | undefined },
    context: SigningContext,
  ): Promise<Signer>
}

/** How many signers are kept ready. */
const maxSigners = 64

/** Creates a finder that remembers what it found, key by key. */
export function createIdentifierSigners(): IdentifierSigners {
  const knownOf = new WeakMap<object, Map<string, Promise<Signer>>>()
  return Object.freeze<IdentifierSigners>({
    find: async ({ did, keyRef }, context) => {
      const key = signingKeyOf(await context.agent.didManagerGet({ did }), keyRef)
      const known = knownOf.get(context.agent) ?? new Map<string, Promise<Signer>>()
      knownOf.set(context.agent, known)
      const name = JSON.stringify([did, key.kid, key.publicKeyHex])
      const signer = known.get(name)
      if (signer !== undefined) return signer
      const opening = openSigner(did, key, context)
      if (known.size >= maxSigners) known.clear()
      known.set(name, opening)
      opening.catch(() => known.delete(name))
      return opening
    },
  })
}

function signingKeyOf({ keys }: IIdentifier, keyRef: string | undefined): IKey {
  const key = keys.find(({ kid, type }) =>
    keyRef === undefined ? curveOfKeyType(type) !== undefined : kid === keyRef,
  )
  if (key !== undefined && curveOfKeyType(key.type) !== undefined) return key
  throw unsupported()
}

async function openSigner(did: string, { kid }: IKey, { agent }: SigningContext): Promise<Signer> {
  const { didDocument } = await agent.resolveDid({ didUrl: did })
  return veramoSigner(agent, kid, {
    keyIdOf: (publicJwk) => {
      const methods = didDocument?.verificationMethod ?? []
      const method = methods.find((candidate) => isKeyOf(candidate, publicJwk))
      if (method === undefined) throw unsupported()
      return method.id.startsWith('#') ? `${did}${method.id}` : method.id
    },
  })
}

function isKeyOf(
  { publicKeyJwk, publicKeyHex }: { readonly publicKeyJwk?: unknown; readonly publicKeyHex?: string },
  publicJwk: PublicJwk,
): boolean {
  try {
    const named = publicKeyJwk ?? (publicKeyHex && publicJwkOfHex(publicJwk.crv, publicKeyHex))
    return named !== undefined && isSameKey(parseJwk(named), publicJwk)
  } catch {
    return false
  }
}

function unsupported(): UnsupportedError {
  return new UnsupportedError('key_operation_unsupported', 'The DID has no key that signs here.')
}
