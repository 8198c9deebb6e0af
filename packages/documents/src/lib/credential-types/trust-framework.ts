import type { JsonObject } from '@lontar/credentials'
import { trustFrameworkUrl } from './credential-type-url.ts'

/**
 * Creates the document that an issuer serves at `trustFrameworkUrl`: the rules by which it verifies, that the claim
 * `verification` of its credentials names. It is for people; nobody has to fetch it to verify a credential.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @see OpenID Identity Assurance schema 1.0, `trust_framework`
 */
export function createTrustFramework(issuerUrl: string): JsonObject {
  return {
    trust_framework: trustFrameworkUrl(issuerUrl),
    name: { id: 'Aturan verifikasi identitas Lontar', en: 'Rules of Lontar for verifying an identity' },
    assurance_levels: {
      substantial: {
        id: 'Kartu diperiksa, setiap data cocok dengan data kependudukan, dan petugas melihat orangnya.',
        en: 'The card was inspected, each element matched the population registry, and an officer saw the person.',
      },
    },
    check_methods: {
      vri: { id: 'Kartu diperiksa.', en: 'The card was inspected.' },
      data: { id: 'Data cocok dengan data kependudukan.', en: 'The data matched the population registry.' },
      pvp: { id: 'Petugas melihat orangnya.', en: 'An officer saw the person.' },
    },
    simulated: {
      id: 'Bukti bertanda simulated berasal dari simulator dan tidak membuktikan apa pun.',
      en: 'Evidence that is marked simulated comes from a simulator and proves nothing.',
    },
  }
}
