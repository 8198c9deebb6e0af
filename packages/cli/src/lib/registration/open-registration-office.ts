import type { DocumentReader } from '@lontar/proofing/reader'
import type { RegistrationOffice } from '@lontar/proofing/registration'
import type { IssuerConfiguration } from '../configuration.ts'
import { openConsentOffice } from '../consent-office.ts'
import type { Invocation } from '../invocation.ts'
import { issuerTimeZone } from '../issuer-time-zone.ts'
import type { OpenData } from '../open-data.ts'
import { openRegistry } from '../open-registry.ts'

/** What registrations of a data folder work with. */
export async function openRegistrationOffice(
  invocation: Invocation,
  data: OpenData,
  configuration: IssuerConfiguration,
  reader: DocumentReader,
): Promise<RegistrationOffice> {
  const { store } = data
  return {
    store: store.registrations,
    consents: await openConsentOffice(invocation, data, configuration),
    images: store.evidenceImages,
    reader,
    registry: await openRegistry(data, configuration),
    officers: store.officers,
    organization: configuration.name,
    policy: {
      residence: configuration.residence,
      timeZone: issuerTimeZone(configuration),
      ...(configuration.minimumLevel && { minimumLevel: configuration.minimumLevel }),
      dangerouslyAcceptSimulatedEvidence: configuration.dev,
    },
  }
}
