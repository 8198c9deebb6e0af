import type { KtpCard } from '@lontar/documents/ktp'
import type { RegistryElement } from '../registry/population-registry.ts'

/** What a card says, in the words of the register. */
export function ktpElements(card: KtpCard): Readonly<Record<RegistryElement, string>> {
  return {
    name: card.name,
    birthplace: card.placeOfBirth,
    birthdate: card.birthdate,
    sex: card.sex,
    province: card.province.name,
    regency: card.regency.name,
    // A foreigner's card says which citizenship, and so does the register.
    citizenship: card.citizenship === 'WNI' ? 'WNI' : card.nationality,
  }
}
