import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrustList } from '@lontar/credentials'
import type { Invocation } from '../invocation.ts'
import { expectFailure, expectRefused, expectServed } from './expectations.ts'
import { createGuest } from './guest.ts'
import { type Hotel, openHotel } from './hotel.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import { type Handout, type Office, openOffice } from './office.ts'
import { budi, maria } from './people.ts'

/** Everything the demo opened. */
interface Stage {
  readonly ntt: Office
  readonly anywhere: Office
  readonly hotel: Hotel
}

/**
 * The whole loop over real HTTP on loopback with the embedded database; every step is told and checked.
 *
 * @param image the picture of Maria's card, to begin with it; without one her fields are typed.
 */
export async function runDemo(invocation: Invocation, image?: Uint8Array): Promise<void> {
  const narrator = createNarrator(invocation)
  const folder = await mkdtemp(join(tmpdir(), 'lontar-demo-'))
  try {
    narrator.say({ id: 'Lontar: dari KTP sampai tamu dilayani', en: 'Lontar: from a KTP to a served guest' })
    const stage = await openStage(narrator, folder)
    try {
      await playMaria(narrator, stage, image)
      await playBudi(narrator, stage)
    } finally {
      await Promise.all([stage.ntt.close(), stage.anywhere.close(), stage.hotel.close()])
    }
    sayWhereNext(narrator)
    if (invocation.json) invocation.result({ steps: narrator.steps }, '')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function openStage(narrator: Narrator, folder: string): Promise<Stage> {
  const ntt = await narrator.step(
    {
      id: 'Penerbit NTT dibuka (hanya warga provinsi 53)',
      en: 'The NTT issuer opens (residents of province 53 only)',
    },
    () => openOffice('Dinas Contoh NTT', '53', join(folder, 'ntt.db')),
  )
  const anywhere = await narrator.step(
    { id: 'Penerbit kedua dibuka (semua warga)', en: 'A second issuer opens (any residence)' },
    () => openOffice('Dinas Contoh Nusantara', 'any', join(folder, 'any.db')),
  )
  const hotel = await narrator.step(
    { id: 'Hotel dibuka dan percaya kepada kedua penerbit', en: 'A hotel opens and trusts both issuers' },
    () => openHotel(together(ntt.issuer.trustList(), anywhere.issuer.trustList())),
  )
  return { ntt, anywhere, hotel }
}

/** Both ways to Maria's offer. */
async function registerMaria(
  narrator: Narrator,
  ntt: Office,
  image: Uint8Array | undefined,
): Promise<Handout> {
  const configurationIds = ['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt']
  const registered = {
    id: 'Maria dari Kota Kupang didaftarkan: registri dan petugas setuju',
    en: 'Maria of Kota Kupang is registered: registry and officer agree',
  }
  if (image === undefined) return narrator.step(registered, () => ntt.register(maria, configurationIds))
  const card = await narrator.step(
    {
      id: 'Kartu Maria dibaca dari gambarnya, tanpa jaringan',
      en: "Maria's card is read from its picture, offline",
    },
    () => ntt.scan(image),
  )
  return narrator.step(registered, () => ntt.confirm(card, configurationIds))
}

async function playMaria(
  narrator: Narrator,
  { ntt, hotel }: Stage,
  image: Uint8Array | undefined,
): Promise<void> {
  const guest = await createGuest()
  const handout = await registerMaria(narrator, ntt, image)
  await narrator.step(
    {
      id: 'Dompetnya menerima kredensial KTP dan kredensial bukti',
      en: 'Her wallet receives the KTP credential and the proof credential',
    },
    () => guest.receive(handout),
  )
  await narrator.step(
    {
      id: 'Hotel menerima nama dan "18 tahun ke atas", tidak lebih',
      en: 'She checks in: the hotel learns her name and "18 or over", no more',
    },
    () => expectServed(guest, hotel.checkInUrl, ['age_equal_or_over.18', 'name']),
  )
  await narrator.step(
    {
      id: 'Ia mendapat tarif warga dengan kode provinsi saja',
      en: 'She gets the resident tariff by showing her province code alone',
    },
    () => expectServed(guest, hotel.tariffUrl, ['residence_province_code']),
  )
  await narrator.step({ id: 'Kredensialnya dicabut', en: 'Her credentials are revoked' }, async () => {
    for (const { credentialId } of await ntt.issuer.credentials(10))
      await ntt.issuer.revoke(credentialId, 'demo')
    await statusListExpires()
  })
  await narrator.step(
    { id: 'Hotel menolak kredensial yang dicabut', en: 'The hotel refuses the revoked credential' },
    () => expectRefused(guest, hotel.checkInUrl, 'verifier_refused'),
  )
}

async function playBudi(narrator: Narrator, { ntt, anywhere, hotel }: Stage): Promise<void> {
  const guest = await createGuest()
  await narrator.step(
    {
      id: 'Budi dari Surabaya ditolak penerbit NTT: NIK 53 bukan domisili',
      en: 'The NTT issuer refuses Budi of Surabaya: a NIK of 53 is not residence',
    },
    () => expectFailure('residence_refused', () => ntt.register(budi, ['ktp-proof_vc+sd-jwt'])),
  )
  const handout = await narrator.step(
    { id: 'Penerbit kedua mendaftarkan Budi', en: 'The second issuer registers Budi' },
    () => anywhere.register(budi, ['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt']),
  )
  await narrator.step(
    { id: 'Dompet Budi menerima kredensialnya', en: "Budi's wallet receives his credentials" },
    () => guest.receive(handout),
  )
  await narrator.step(
    {
      id: 'Tarif warga menolak Budi: domisilinya bukan NTT',
      en: 'The resident tariff refuses Budi: he does not live in NTT',
    },
    () => expectRefused(guest, hotel.tariffUrl, 'wallet_no_matching_credential'),
  )
}

/** The status lists of the demo live for one second. */
async function statusListExpires(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_100))
}

function together(...lists: readonly TrustList[]): TrustList {
  return { issuers: lists.flatMap(({ issuers }) => issuers), roots: [], verifiers: [] }
}

function sayWhereNext(narrator: Narrator): void {
  narrator.say({
    id: '\nSelanjutnya: README.md, examples/quickstart, atau coba sendiri:\n  npm run -s lontar -- --help',
    en: '\nNext: README.md, examples/quickstart, or try it yourself:\n  npm run -s lontar -- --help',
  })
}
