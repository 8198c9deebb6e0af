import { LontarError } from '@lontar/credentials/errors'
import type { PrivateJwk } from '@lontar/credentials/jose'
import { createLocalSigner } from '@lontar/credentials/jose'
import { confirmFields } from '@lontar/proofing/registration'
import { openStore } from '@lontar/store'
import { confirmedFields, countingRegistry, officeOn, passphrase } from './registration-desk.ts'

// One of several processes on one database: opens it, and confirms the fields of a registration, or only opens it.
const { database, jwk, id, token } = JSON.parse(process.argv[2] ?? '') as {
  readonly database: string
  readonly jwk: PrivateJwk
  readonly id?: string
  readonly token?: string
}
const store = await openStore({ database, passphrase })
const registry = countingRegistry()
const office = officeOn(store, { signer: await createLocalSigner(jwk), registry, now: () => new Date() })
const end =
  id === undefined || token === undefined
    ? 'opened'
    : await confirmFields(office, { id, access: { token }, fields: confirmedFields }).then(
        ({ state }) => state,
        (error: unknown) => (error instanceof LontarError ? error.code : 'internal'),
      )
await store.close()
process.stdout.write(JSON.stringify({ end, asked: registry.asked }))
