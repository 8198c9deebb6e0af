import { join } from 'node:path'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { openRegistryClient } from '@lontar/proofing'
import { createRegistrationHandler } from '@lontar/proofing/registration'
import { createRegistrySimulatorHandler } from '@lontar/proofing/registry-simulator'
import { openTesseractReader } from '@lontar/proofing/tesseract-reader'
import { openStore } from '@lontar/store'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'

// Registrations in a process of their own: a real database, the real reader, and a registry over HTTP.
const [folder = ''] = process.argv.slice(2)
const store = await openStore({
  database: `sqlite:${join(folder, 'lontar.db')}`,
  passphrase: 'a passphrase',
  create: true,
})

/** Invented people by the last digit of their NIK. */
const statuses = { 1: 'active', 2: 'dead', 3: 'duplicate', 4: 'moved', 5: 'nothing' }
for (const [digit, status] of Object.entries(statuses)) {
  const nik = `537199570890000${digit}`
  const moved = { provinsi: 'JAWA TIMUR', kabupatenKota: 'KOTA SURABAYA', status: 'active' }
  await store.registry.put(nik, { ...mariaContoh, nik, status, ...(status === 'moved' && moved) })
}
const registry = await startLoopbackServer(createRegistrySimulatorHandler({ records: store.registry }))
const office = {
  store: store.registrations,
  consents: {
    records: store.consents,
    controller: { name: 'Dinas Contoh', url: 'https://dinas.example', dataProtectionOfficer: 'pdp' },
    signer: await createLocalSigner(await generatePrivateJwk()),
  },
  images: store.evidenceImages,
  reader: await openTesseractReader(),
  registry: openRegistryClient({
    url: registry.url,
    credentials: { userId: 'u', password: 'p', ipUser: '127.0.0.1' },
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
  }),
  officers: store.officers,
  organization: 'Dinas Contoh',
  policy: { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true },
}
const onError = (code: string): void => void process.stderr.write(`failed: ${code}\n`)
const server = await startLoopbackServer(createRegistrationHandler({ office, onError }))
process.stdout.write(`${JSON.stringify({ event: 'listening', url: server.url })}\n`)
