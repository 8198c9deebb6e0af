import type { Offer } from '@lontar/issuer'
import type { Invocation } from './invocation.ts'

/** An offer for a person: the link, the codes that go with it, and how long it lives. */
export function offerText(invocation: Invocation, offer: Offer): string {
  const { credentialOfferUri, txCode, expiresAt, registrationNumber, oneTimeCode } = offer
  const codes =
    registrationNumber === undefined
      ? [{ id: `Kode transaksi: ${txCode ?? '-'}`, en: `Transaction code: ${txCode ?? '-'}` }]
      : [
          { id: `Nomor registrasi: ${registrationNumber}`, en: `Registration number: ${registrationNumber}` },
          { id: `Kode sekali pakai: ${oneTimeCode}`, en: `One-time code: ${oneTimeCode}` },
        ]
  const until = invocation.time(expiresAt)
  return [
    { id: `Tawaran: ${credentialOfferUri}`, en: `Offer: ${credentialOfferUri}` },
    ...codes,
    { id: `Berlaku sampai: ${until}`, en: `Valid until: ${until}` },
  ]
    .map((text) => invocation.text(text))
    .join('\n')
}
