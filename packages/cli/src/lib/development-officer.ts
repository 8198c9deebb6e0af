import { generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { createOfficer, type Officer } from '@lontar/proofing/officer'
import type { Store } from '@lontar/store'

/** The id of the officer that a data folder for development brings along. */
export const developmentOfficerId = 'dev'

/**
 * Opens the officer `dev`, who signs without a passphrase. Only an installation for development has him, and what it
 * issues says in its evidence that it is simulated.
 */
export async function openDevelopmentOfficer(store: Store): Promise<Officer> {
  const privateJwk = await developmentKey(store)
  const officer = await createOfficer({
    id: developmentOfficerId,
    name: 'Development',
    role: 'supervisor',
    privateJwk,
  })
  const isKnown = (await store.officers.find(developmentOfficerId)) !== undefined
  if (!isKnown) await store.officers.add(officer.account)
  return officer
}

async function developmentKey(store: Store): Promise<PrivateJwk> {
  const known = await store.keys.load('development_officer')
  if (known !== undefined) return known
  const fresh = await generatePrivateJwk('Ed25519')
  await store.keys.save('development_officer', fresh)
  return fresh
}
