import type { Signer } from '@lontar/credentials'
import { UnsupportedError } from '@lontar/credentials/errors'
import { signingAlgorithmOf } from '@lontar/credentials/jose'
import type { IIdentifier, IKey } from '@veramo/core-types'
import { createAgentSigner } from './agent-signer.ts'
import { isKeyOf } from './is-key-of.ts'
import type { ProviderContext } from './provider-context.ts'
import { curveOfKeyType } from './veramo-key-type.ts'

/** Finds signers for the DIDs of an agent. */
export interface IdentifierSigners {
  /**
   * The signer of a DID, whose `keyId` is the DID URL of the key in the document of the DID. What it signs is not
   * verified by it: `signJws` does that, before it releases anything.
   *
   * @throws UnsupportedError `key_operation_unsupported` when the DID has no such key, or its document does not name it.
   */
  find(
    wanted: { readonly did: string; readonly keyRef: string | undefined },
    context: ProviderContext,
  ): Promise<Signer>
}

/** How many signers are kept ready. */
const maxSigners = 64

/** Creates a finder. It asks the agent for the keys of a DID each time, and remembers the signer of a key. */
export function createIdentifierSigners(): IdentifierSigners {
  const knownOf = new WeakMap<object, Map<string, Promise<Signer>>>()
  return Object.freeze<IdentifierSigners>({
    find: async ({ did, keyRef }, context) => {
      const own = await context.lontarDids?.findDID(did)
      const key = signingKeyOf(own ?? (await context.agent.didManagerGet({ did })), keyRef)
      // Any other document may change without a change of the key.
      if (!/^did:(?:jwk|key):/.test(did)) return openSigner(did, key, context)
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

async function openSigner(
  did: string,
  { kid, publicKeyHex }: IKey,
  { agent, lontarKeys }: ProviderContext,
): Promise<Signer> {
  const { didDocument } = await agent.resolveDid({ didUrl: did })
  const signer = await createAgentSigner(agent, kid, {
    keyIdOf: (publicJwk) => {
      const methods = didDocument?.verificationMethod ?? []
      const method = methods.find((candidate) => isKeyOf(candidate, publicJwk))
      if (method === undefined) throw unsupported()
      return method.id.startsWith('#') ? `${did}${method.id}` : method.id
    },
  })
  const own = await lontarKeys?.findKey(kid)
  if (lontarKeys === undefined || own?.publicKeyHex !== publicKeyHex) return signer
  const algorithm = signingAlgorithmOf(signer.publicJwk)
  return Object.freeze<Signer>({
    ...signer,
    sign: (bytes) => lontarKeys.signBytes({ kid, algorithm, bytes }),
  })
}

function unsupported(): UnsupportedError {
  return new UnsupportedError('key_operation_unsupported', 'The DID has no key that signs here.')
}
