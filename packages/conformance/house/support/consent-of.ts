import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import type { KtpCard } from '@lontar/documents/ktp'
import type { VerifyKtpInput } from '@lontar/proofing'
import { createMemoryConsentRecords, recordConsent } from '@lontar/proofing/consent'

/** A consent of whoever it is, since a path may change the card. */
export async function consentOf(card: KtpCard): Promise<Pick<VerifyKtpInput, 'consents' | 'consentRef'>> {
  const signer = await createLocalSigner(await generatePrivateJwk())
  const records = { ...createMemoryConsentRecords(), subjectOf: () => 'somebody-whose-card-a-path-changes' }
  const controller = { name: 'Dinas Contoh', url: 'https://dinas.example', dataProtectionOfficer: 'pdp' }
  const document = { nik: card.nik }
  const answer = { agreed: ['identity', 'registry'] as const, language: 'id' as const, document }
  const { id: consentRef } = await recordConsent({ records, controller, signer }, answer)
  return { consents: { records, expectedKeys: [signer.publicJwk] }, consentRef }
}
