import type { Signer } from '@lontar/credentials'
import type { PublicJwk } from '@lontar/credentials/jose'
import type { Store } from '@lontar/store'

/** By what the agent calls the key of the issuer. */
const kid = 'issuer'

/** Has a Veramo agent make the key of an issuer. One that an interrupted set-up left behind is kept. */
export async function createVeramoKey({ agent: store }: Store): Promise<void> {
  if ((await store.keys.find(kid)) !== undefined) return
  const { createLontarAgent } = await import('@lontar/veramo')
  const agent = await createLontarAgent({ store })
  await agent.keyManagerCreate({ kms: 'lontar', type: 'Secp256r1', kid })
}

/**
 * The signer of an issuer whose key a Veramo agent holds. Veramo is loaded now.
 *
 * @param keyIdOf names the key.
 * @throws {OperationError} `signer_failed` when the agent has no such key.
 */
export async function openVeramoSigner(
  { agent: store }: Store,
  keyIdOf: (publicJwk: PublicJwk) => string | Promise<string>,
): Promise<Signer> {
  const { createLontarAgent, veramoSigner } = await import('@lontar/veramo')
  return veramoSigner(await createLontarAgent({ store }), kid, { keyIdOf })
}
