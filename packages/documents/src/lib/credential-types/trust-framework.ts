import type { JsonObject } from '@lontar/credentials'
import type { AssuranceLevel, CheckMethod } from '../verified-identity/verified-identity.ts'
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
    assurance_levels: assuranceLevels,
    check_methods: checkMethods,
    simulated: {
      id: 'Bukti bertanda simulated berasal dari simulator dan tidak membuktikan apa pun.',
      en: 'Evidence that is marked simulated comes from a simulator and proves nothing.',
    },
  }
}

/** What each level says; what proofing demands for it is written in its own rules, with every way to it. */
const assuranceLevels: Readonly<Record<AssuranceLevel, JsonObject>> = {
  none: {
    id: 'Tidak ada yang terbukti. Tidak diterbitkan.',
    en: 'Nothing is shown. Nothing is issued.',
  },
  low: {
    id: 'Dokumen dibaca, strukturnya benar, dan pemohon menegaskan isinya.',
    en: 'The document was read, its structure holds, and the applicant confirmed it.',
  },
  substantial: {
    id: 'KTP: kartu diperiksa, setiap data cocok dengan data kependudukan, dan petugas membandingkan orangnya, atau wajah cocok dengan foto kependudukan dan orangnya hadir. Paspor: cip terbukti asli, dan petugas membandingkan orangnya dengan foto di cip, atau wajah cocok dengan foto itu dan orangnya hadir.',
    en: "KTP: the card was inspected, each element matched the population registry, and an officer compared the person, or the face matched the registry's portrait and the person was present. Passport: the chip is genuine, and an officer compared the person with its portrait, or the face matched that portrait and the person was present.",
  },
  high: {
    id: 'Seperti substantial, dan dua petugas yang berbeda membandingkan orang dan dokumen; cip KTP dibaca dalam alat yang disetujui.',
    en: 'As substantial, and two different officers compared person and document; the chip of a KTP was read in an approved reader.',
  },
}

const checkMethods: Readonly<Record<CheckMethod, JsonObject>> = {
  vri: { id: 'Dokumen diperiksa.', en: 'The document was inspected.' },
  vcrypt: {
    id: 'Tanda tangan pada cip dokumen diperiksa.',
    en: "The signature of the document's chip was verified.",
  },
  data: { id: 'Data cocok dengan data kependudukan.', en: 'The data matched the population registry.' },
  bvr: {
    id: 'Wajah dibandingkan dari jauh, dan orangnya terbukti hadir.',
    en: 'The face was compared remotely, and the person was found present.',
  },
  pvp: { id: 'Petugas melihat orangnya.', en: 'An officer saw the person.' },
}
