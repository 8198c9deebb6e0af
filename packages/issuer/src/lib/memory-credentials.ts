import { OperationError } from '@lontar/credentials/errors'
import type {
  CredentialRecord,
  IssuanceIntent,
  IssuerStore,
  OfferRecord,
  StatusPlace,
} from './issuer-store.ts'
import { broken, type IssuerMemory } from './memory-issuer-rows.ts'
import { countFree, countLive, isKeyUsed, isOf } from './memory-quota.ts'
import type { StoredCredential } from './memory-rows.ts'

/** Records what is about to be signed, all of it or nothing. */
export function recordIntents(
  memory: IssuerMemory,
  intents: readonly IssuanceIntent[],
): 'recorded' | 'quota_exceeded' | 'key_used' {
  const fits = intents.every(({ issuanceId, configurationId }) => {
    const wanted = intents.filter((other) => isOf(other, issuanceId, configurationId)).length
    return wanted <= countFree(memory, issuanceId, configurationId)
  })
  if (!fits) return 'quota_exceeded'
  if (intents.some((intent) => isKeyUsed(memory, intent, [intent.keyThumbprint]))) return 'key_used'
  if (!intents.every((intent) => isFreePlace(memory, intent))) throw broken()
  for (const intent of intents) {
    const { payloadDigest: _digest, keyId: _keyId, ...known } = intent
    const record: StoredCredential = { ...known, status: 'valid', state: 'intended', reason: undefined }
    memory.credentials.set(intent.credentialId, record)
  }
  return 'recorded'
}

/** A place belongs to one credential, and to none that was not reserved. */
function isFreePlace({ lists, credentials, left }: IssuerMemory, place: StatusPlace): boolean {
  const isOther = (one: StatusPlace) =>
    one.statusListId !== place.statusListId || one.statusIndex !== place.statusIndex
  return lists.isReserved(place) && [...credentials.values(), ...left].every(isOther)
}

/** Records what was signed; with the last of an offer its identity is erased. */
export function recordIssued(memory: IssuerMemory, credentialIds: readonly string[]): void {
  const records = credentialIds.map((id) => memory.credentials.get(id))
  if (!records.every((record) => record?.state === 'intended')) {
    throw new OperationError('internal', 'A credential is not waiting to be issued.')
  }
  for (const record of records) if (record !== undefined) record.state = 'issued'
  const offer = memory.offers.get(records[0]?.issuanceId ?? '')
  if (offer === undefined || !isComplete(memory, offer)) return
  memory.offers.set(offer.issuanceId, { ...offer, identity: '', delivered: true })
}

function isComplete(memory: IssuerMemory, { issuanceId, configurationIds, copies }: OfferRecord): boolean {
  return configurationIds.every((id) => countLive(memory, issuanceId, id, 'issued') >= copies)
}

/** Revokes what was intended and never delivered; returns how many. */
export function abandon(
  { credentials }: IssuerMemory,
  chosen: (record: CredentialRecord) => boolean,
): number {
  const intended = [...credentials.values()].filter((record) => record.state === 'intended' && chosen(record))
  for (const record of intended) {
    record.state = 'abandoned'
    record.status = 'revoked'
  }
  return intended.length
}

/** Changes a status; what is revoked stays so. */
export function setCredentialStatus(
  { credentials }: IssuerMemory,
  { credentialId, status, reason }: Parameters<IssuerStore['setCredentialStatus']>[0],
): 'changed' | 'unknown' | 'refused' {
  const record = credentials.get(credentialId)
  if (record === undefined) return 'unknown'
  if (record.status === status) return 'changed'
  if (record.status === 'revoked') return 'refused'
  record.status = status
  record.reason = reason
  return 'changed'
}

/** A record that the caller may change without changing what is kept. */
export function copyOf<Value extends CredentialRecord | undefined>(record: Value): Value {
  return record === undefined ? record : { ...record }
}
