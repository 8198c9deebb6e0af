import { createLocalSigner, generatePrivateJwk, type JsonObject, parseJson } from '@lontar/credentials/jose'
import { parseKtp } from '@lontar/documents/ktp'
import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { checkKtp, type PopulationRegistry, type VerifyKtpInput, verifyKtp } from '@lontar/proofing'
import { createMemoryOfficerDesk, createOfficer, type OfficerDesk } from '@lontar/proofing/officer'
import { createRegistrySimulator, parseRegistryCsv } from '@lontar/proofing/registry-simulator'
import { openRooms } from '../../../attacks/support/rooms.ts'
import { consentOf } from '../consent-of.ts'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, markedCard, markedFile, type Search } from '../marks.ts'

/** From a card file to a verified identity: everything that reading and proofing may refuse. */
export async function proofingPaths(search: Search): Promise<readonly FailurePath[]> {
  return [
    ...cardPaths(),
    ...registryFilePaths(),
    ...(await verificationPaths()),
    ...(await identityPaths(search)),
  ]
}

function cardPaths(): readonly FailurePath[] {
  const card = (title: string, code: FailurePath['code'], change: object): FailurePath => ({
    title: `a card with ${title}`,
    code,
    run: () => parseKtp({ ...markedFile, ...change }),
  })
  const { nama: _nama, ...nameless } = markedFile
  return [
    { title: 'a card that is a text', code: 'ktp_malformed', run: () => parseKtp(mark) },
    { title: 'a card without a name', code: 'ktp_malformed', run: () => parseKtp(nameless) },
    {
      title: 'a card cut off',
      code: 'json_malformed',
      run: () => parseJson(JSON.stringify(markedFile).slice(0, -9)),
    },
    {
      title: 'a card that says the name twice',
      code: 'json_malformed',
      run: () => parseJson(JSON.stringify(markedFile).replace('{', `{"nama":"${marked.name}",`)),
    },
    card('an unknown key', 'ktp_key_unknown', { [mark]: mark }),
    card('a NIK of letters', 'nik_invalid', { nik: mark }),
    card('a NIK too long', 'nik_invalid', { nik: `${marked.nik}1` }),
    card('a NIK of no date', 'nik_invalid', { nik: `537199993990${marked.nik.slice(12)}` }),
    card('no such province', 'province_unknown', { provinsi: mark }),
    card('no such regency', 'regency_unknown', { kabupatenKota: mark }),
    card('a name in another alphabet', 'ktp_alphabet_foreign', { nama: `${marked.name} \u0416` }),
    card("the card of a foreigner with a citizen's words", 'ktp_value_invalid', { kewarganegaraan: mark }),
    ...['tanggalLahir', 'jenisKelamin', 'berlakuHingga', 'golDarah', 'rtRw', 'statusPerkawinan'].map((key) =>
      card(`an odd ${key}`, 'ktp_value_invalid', { [key]: mark }),
    ),
    card('a number for a name', 'ktp_value_invalid', { nama: Number(marked.nik) }),
    card('a name with a control character', 'ktp_value_invalid', { nama: `${marked.name}\u0000` }),
  ]
}

function registryFilePaths(): readonly FailurePath[] {
  const header =
    'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status'
  const row = (changes: object = {}): string =>
    Object.values({
      nik: marked.nik,
      nama: marked.name,
      tempatLahir: marked.placeOfBirth,
      tanggalLahir: '17-08-1990',
      jenisKelamin: 'PEREMPUAN',
      provinsi: 'NUSA TENGGARA TIMUR',
      kabupatenKota: 'KOTA KUPANG',
      kewarganegaraan: 'WNI',
      status: 'active',
      ...changes,
    }).join(',')
  const file = (title: string, ...lines: string[]): FailurePath => ({
    title: `a registry file ${title}`,
    code: 'registry_file_malformed',
    run: () => parseRegistryCsv(`${lines.join('\n')}\n`),
  })
  return [
    file('without its header', row(), row()),
    file('with a column missing in a row', header, row().slice(0, -7)),
    file('with an odd NIK', header, row({ nik: mark })),
    file('with an odd status', header, row({ status: mark })),
    file('with a person twice', header, row(), row()),
    file('with an open quote', header, `"${row()}`),
  ]
}

async function verificationPaths(): Promise<readonly FailurePath[]> {
  const record = { ...markedFile, status: 'active' }
  const desk = await deskOf('dev', 'accepted')
  const base: VerifyKtpInput = {
    ktp: markedCard,
    registry: simulate(record),
    desk,
    organization: 'Dinas Contoh',
    policy: { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true },
    ...(await consentOf(markedCard)),
    signer: await createLocalSigner(await generatePrivateJwk()),
    now: new Date('2026-11-24T02:00:00Z'),
  }
  const path = (
    title: string,
    code: FailurePath['code'],
    change: Partial<VerifyKtpInput>,
  ): readonly FailurePath[] => [
    { title: `proofing with ${title}`, code, run: () => verifyKtp({ ...base, ...change }) },
    {
      title: `the check with ${title}`,
      code,
      run: () => checkKtp({ ...base, ...change }),
    },
  ]
  const throwing: PopulationRegistry = {
    verifyElements: (query) => Promise.reject(new Error(`no connection for ${JSON.stringify(query)}`)),
  }
  const talking: PopulationRegistry = {
    verifyElements: async () => ({ state: 'active', fields: { [mark]: { match: false } }, txn: marked.nik }),
  }
  return [
    ...path('another name in the register', 'registry_mismatch', {
      registry: simulate({ ...record, nama: mark }),
    }),
    ...path('a register that says more than it may', 'registry_unavailable', { registry: talking }),
    ...path('a dead person', 'registry_dead', { registry: simulate({ ...record, status: 'dead' }) }),
    ...path('a duplicate', 'registry_duplicate', { registry: simulate({ ...record, status: 'duplicate' }) }),
    ...path('an inactive record', 'registry_inactive', {
      registry: simulate({ ...record, status: 'inactive' }),
    }),
    ...path('an unknown person', 'registry_not_found', { registry: simulate(undefined) }),
    ...path('a register that throws the query', 'registry_unavailable', { registry: throwing }),
    ...path('an odd NIK', 'nik_invalid', { ktp: { ...markedCard, nik: mark } }),
    ...path('a child', 'holder_too_young', { ktp: { ...markedCard, birthdate: '2020-08-17' } }),
    ...path('another residence', 'residence_refused', { policy: { ...base.policy, residence: '35' } }),
    ...path('no consent', 'consent_missing', { consentRef: '' }),
    ...path('no officer', 'officer_not_confirmed', { desk: { ...desk, review: { decide: async () => [] } } }),
    ...path('a refusing officer', 'officer_refused', { desk: await deskOf('dev', 'refused') }),
    ...path('a simulator that does not count', 'simulated_evidence_refused', {
      policy: { residence: '53', timeZone: 'Asia/Makassar' },
    }),
  ]
}

async function deskOf(id: string, outcome: 'accepted' | 'refused'): Promise<OfficerDesk> {
  const officer = await createOfficer({ id, name: mark, role: 'registrar' })
  return createMemoryOfficerDesk({
    officers: [officer],
    outcome,
    now: () => new Date('2026-11-24T02:00:00Z'),
  })
}

function simulate(record: JsonObject | undefined): PopulationRegistry {
  return createRegistrySimulator({ records: { find: async () => record } })
}

async function identityPaths(search: Search): Promise<readonly FailurePath[]> {
  const rooms = await openRooms({ card: markedCard })
  const signed = await rooms.identity()
  const simulated = await rooms.identity({
    evidence: [
      { type: 'officer', checkMethod: 'pvp', organization: mark, time: rooms.clock.now, simulated: true },
    ],
  })
  const weak = await rooms.identity({ assuranceLevel: 'low' })
  search.add(signed, simulated, weak)
  const expected = { expectedKeys: [rooms.evidenceSigner.publicJwk], now: rooms.clock.now }
  const path = (
    title: string,
    code: FailurePath['code'],
    text: string,
    change: object = {},
  ): FailurePath => ({
    title: `an identity ${title}`,
    code,
    run: () => verifyVerifiedIdentity(text, { ...expected, ...change }),
  })
  const [header = '', payload = '', signature = ''] = signed.split('.')
  return [
    path('that was changed', 'verified_identity_invalid', [header, `${payload}A`, signature].join('.')),
    path('cut off', 'verified_identity_invalid', `${header}.${payload}`),
    path('that is JSON', 'verified_identity_invalid', JSON.stringify(markedFile)),
    path('of another key', 'verified_identity_invalid', signed, {
      expectedKeys: [rooms.issuerSigner.publicJwk],
    }),
    path('too old', 'verified_identity_expired', signed, { now: new Date('2027-01-01T00:00:00Z') }),
    path('of a simulator', 'simulated_evidence_refused', simulated),
    path('too weak', 'assurance_level_too_low', weak),
  ]
}
