import type { LocalizedText } from '@lontar/credentials'
import { claims, credentialTypes, parseConfigurationId } from '@lontar/documents/credential-types'
import { type ConsentController, retentionPeriods } from '@lontar/proofing/consent'
import type { Affected } from '@lontar/store'

/** When it was, and when it was noticed. */
export interface BreachTimes {
  readonly from: Date
  readonly to: Date
  /** The clock of the notice begins here. */
  readonly discoveredAt: Date
}

/** The kinds of data of one type of credential. */
export interface BreachedData {
  /** The W3C type. */
  readonly type: string
  /** Names of claims that such a credential can hold. */
  readonly claims: readonly string[]
  /** The same in words. */
  readonly labels: readonly LocalizedText[]
}

/** What a notice to the persons and the authority has to say (UU 27/2022 article 46), without personal data. */
export interface BreachReport {
  readonly controller: ConsentController
  readonly window: { readonly from: Date; readonly to: Date }
  readonly discoveredAt: Date
  /** By when persons and authority have to be told, in writing. */
  readonly notifyBy: Date
  readonly counts: {
    readonly credentials: number
    readonly issuances: number
    readonly persons: number
    readonly consents: number
    readonly evidenceImages: number
    readonly presentations: number
  }
  readonly credentials: Affected['credentials']
  readonly issuances: Affected['issuances']
  readonly data: readonly BreachedData[]
  readonly measures: readonly LocalizedText[]
}

/** What the product does by itself, and what is done next; how it came about is for the installation to write. */
const measures: readonly LocalizedText[] = [
  {
    id: 'Isi kredensial, persetujuan dan gambar disimpan terenkripsi; NIK tidak pernah disimpan, hanya sidik berkunci (MAC).',
    en: 'Contents, consents and images are kept encrypted; no NIK is ever kept, only a keyed MAC.',
  },
  {
    id: 'Isi kredensial dihapus setelah diserahkan, gambar setelah keputusan.',
    en: 'The content of a credential is erased after its delivery, images after the decision.',
  },
  {
    id: 'Kredensial yang terdampak dapat dicabut satu per satu; pemeriksa melihatnya pada daftar status berikutnya.',
    en: 'Affected credentials can be revoked one by one; verifiers see it on the next status list.',
  },
  {
    id: '[Tulis di sini: bagaimana kejadiannya, dan tindakan penanganan serta pemulihan.]',
    en: '[To be written here: how it came about, and what was done to contain it and to recover.]',
  },
]

/** Writes the report of a breach from what it can have touched. */
export function createBreachReport(
  controller: ConsentController,
  { from, to, discoveredAt }: BreachTimes,
  { credentials, issuances, ...counts }: Affected,
): BreachReport {
  const configurationIds = [
    ...credentials.map(({ configurationId }) => configurationId),
    ...issuances.flatMap((issuance) => issuance.configurationIds),
  ]
  return {
    controller,
    window: { from, to },
    discoveredAt,
    notifyBy: new Date(discoveredAt.getTime() + retentionPeriods.breachNoticeHours * 3_600_000),
    counts: { credentials: credentials.length, issuances: issuances.length, ...counts },
    credentials,
    issuances,
    data: dataOf(configurationIds),
    measures,
  }
}

function dataOf(configurationIds: readonly string[]): readonly BreachedData[] {
  const typeIds = new Set(configurationIds.map((id) => parseConfigurationId(id)?.typeId))
  return Object.values(credentialTypes)
    .filter(({ id }) => typeIds.has(id))
    .map(({ id, name }) => {
      const held = claims.filter(({ types, presence }) => presence !== 'off' && types.includes(id))
      return { type: name, claims: held.map((claim) => claim.name), labels: held.map(({ label }) => label) }
    })
}
