import type { ConsentController, ConsentDoor, ConsentOffice } from '@lontar/proofing/consent'
import type { IssuerConfiguration } from './configuration.ts'
import type { Invocation } from './invocation.ts'
import type { OpenData } from './open-data.ts'
import { openEvidenceSigner } from './open-issuer.ts'

/** Who processes, as consent texts, receipts and exports say. Without an officer of its own the issuer itself is asked. */
export function consentController({
  name,
  url,
  dataProtectionOfficer,
}: IssuerConfiguration): ConsentController {
  return { name, url, dataProtectionOfficer: dataProtectionOfficer ?? `${name}, ${url}` }
}

/** Where consents of a data folder are kept, and who signs their receipts. */
export async function openConsentOffice(
  invocation: Invocation,
  { store }: OpenData,
  configuration: IssuerConfiguration,
): Promise<ConsentOffice> {
  return {
    records: store.consents,
    controller: consentController(configuration),
    signer: await openEvidenceSigner(store),
    now: invocation.environment.now,
  }
}

/** Where the same consents are looked up. */
export function consentDoor({ records, signer }: ConsentOffice): ConsentDoor {
  return { records, expectedKeys: [signer.publicJwk] }
}
