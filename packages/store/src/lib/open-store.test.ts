import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  deferredRecord,
  hash,
  intentFor,
  later,
  name,
  nik,
  offerRecord,
  redemption,
  start,
  transactionRecord,
} from '../../fixtures/records.ts'
import { startChild } from '../../fixtures/run-child.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { type OpenStoreOptions, openStore, type Store } from './open-store.ts'

const passphrase = 'correct horse'

async function opened(path: string, options: Partial<OpenStoreOptions> = {}): Promise<Store> {
  const store = await openStore({ database: `sqlite:${path}`, passphrase, ...options })
  onTestFinished(() => store.close())
  return store
}

/** Made once for all tests: its passphrase takes half a second. */
let template = ''

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-store-'))
  template = join(folder, 'template.db')
  const store = await openStore({ database: `sqlite:${template}`, passphrase, create: true })
  await store.close()
  return () => rmSync(folder, { recursive: true, force: true })
})

/** A fresh database of its own. */
function madeIn(folder: string): string {
  const path = join(folder, 'lontar.db')
  copyFileSync(template, path)
  return path
}

function raw(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  onTestFinished(() => {
    if (database.isOpen) database.close()
  })
  return database
}

describe('opening', () => {
  it('needs a passphrase', async () => {
    await expect(openStore({ database: 'sqlite::memory:', passphrase: '' })).rejects.toMatchObject({
      code: 'passphrase_missing',
    })
  })

  it('makes a file only when told to, for its owner alone', async () => {
    const path = join(temporaryFolder(), 'lontar.db')
    await expect(openStore({ database: `sqlite:${path}`, passphrase })).rejects.toMatchObject({
      code: 'not_initialised',
    })
    expect(existsSync(path)).toBe(false)
    const store = await opened(path, { create: true })
    await store.issuer.createNonce('a', later(60))
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600)
    await store.close()
    expect(existsSync(`${path}-wal`)).toBe(false)
    const again = await opened(path, { create: true })
    expect(await again.issuer.consumeNonces(['a'], start)).toBe(true)
  })

  it('refuses a wrong passphrase and leaves the file as it was', async () => {
    const path = madeIn(temporaryFolder())
    const before = readFileSync(path)
    await expect(
      openStore({ database: `sqlite:${path}`, passphrase: 'wrong', create: true }),
    ).rejects.toMatchObject({
      code: 'passphrase_wrong',
    })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('refuses a lowered cost before it tries the passphrase (W5)', async () => {
    const path = madeIn(temporaryFolder())
    const database = raw(path)
    database.exec('UPDATE vault SET cost = 1024')
    database.close()
    await expect(openStore({ database: `sqlite:${path}`, passphrase })).rejects.toMatchObject({
      code: 'database_malformed',
    })
  })

  it('never makes a second key for a database that lost its own (X12)', async () => {
    const path = madeIn(temporaryFolder())
    const database = raw(path)
    database.exec('DELETE FROM vault')
    database.close()
    await expect(openStore({ database: `sqlite:${path}`, passphrase, create: true })).rejects.toMatchObject({
      code: 'database_malformed',
    })
  })

  it('refuses what is not its database (X10)', async () => {
    const folder = temporaryFolder()
    const garbage = join(folder, 'garbage.db')
    writeFileSync(garbage, 'not a database '.repeat(1000))
    const empty = join(folder, 'empty.db')
    writeFileSync(empty, '')
    const foreign = join(folder, 'foreign.db')
    raw(foreign).exec('CREATE TABLE theirs (a)')
    for (const path of [garbage, empty, foreign]) {
      await expect(openStore({ database: `sqlite:${path}`, passphrase })).rejects.toMatchObject({
        code: 'database_malformed',
      })
    }
    await expect(
      openStore({ database: `sqlite:${garbage}`, passphrase, create: true }),
    ).rejects.toMatchObject({
      code: 'database_malformed',
    })
    expect(readFileSync(garbage, 'utf8')).toContain('not a database')
  })

  it('refuses a truncated database (X10)', async () => {
    const path = madeIn(temporaryFolder())
    truncateSync(path, 8192)
    await expect(openStore({ database: `sqlite:${path}`, passphrase })).rejects.toMatchObject({
      code: 'database_malformed',
    })
  })

  it('refuses a file of a newer Lontar', async () => {
    const path = madeIn(temporaryFolder())
    const database = raw(path)
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(openStore({ database: `sqlite:${path}`, passphrase })).rejects.toMatchObject({
      code: 'database_version_unsupported',
    })
  })

  it('refuses what cannot be a file', async () => {
    const folder = temporaryFolder()
    await expect(openStore({ database: `sqlite:${folder}`, passphrase })).rejects.toMatchObject({
      code: 'file_unreadable',
    })
    writeFileSync(join(folder, 'file'), '')
    await expect(
      openStore({ database: `sqlite:${folder}/file/lontar.db`, passphrase }),
    ).rejects.toMatchObject({
      code: 'file_unreadable',
    })
    await expect(
      openStore({ database: `sqlite:${folder}/none/lontar.db`, passphrase, create: true }),
    ).rejects.toMatchObject({ code: 'file_unwritable' })
  })

  it('by two at once makes one database', async () => {
    const path = join(temporaryFolder(), 'lontar.db')
    const [first, second] = await Promise.all([
      opened(path, { create: true }),
      opened(path, { create: true }),
    ])
    await first.registry.put(nik, { nama: name })
    expect(await second.registry.find(nik)).toEqual({ nama: name })
  })

  it('may be closed twice', async () => {
    const store = await openStore({ database: 'sqlite::memory:', passphrase })
    await store.close()
    await store.close()
    await expect(store.issuer.listCredentials(1)).rejects.toThrow()
  })
})

describe('another program that holds the lock', () => {
  it('is waited for without blocking the event loop, and then nothing is lost', async () => {
    const path = madeIn(temporaryFolder())
    const store = await opened(path)
    const other = raw(path)
    other.exec('BEGIN EXCLUSIVE')
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    }, 10)
    const writing = store.issuer.createNonce('a', later(60))
    await sleep(400)
    other.exec('COMMIT')
    await writing
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(15)
    expect(await store.issuer.consumeNonces(['a'], start)).toBe(true)
  })

  it('for too long is an error for everyone who waits, soon and together', async () => {
    const path = madeIn(temporaryFolder())
    const store = await opened(path, { maxLockWaitMilliseconds: 300 })
    const offer = offerRecord()
    await store.issuer.createOffer(offer)
    const [place] = await store.issuer.reserveStatusPlaces(1)
    const other = raw(path)
    other.exec('BEGIN EXCLUSIVE')
    const begun = performance.now()
    const settled = await Promise.allSettled([
      store.issuer.redeemCode(redemption(offer)),
      store.issuer.createNonce('a', later(60)),
      store.issuer.reserveStatusPlaces(1),
    ])
    expect(performance.now() - begun).toBeLessThan(1500)
    for (const result of settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'database_locked' } })
    }
    // Reading goes on, status lists too, and after the lock so does everything else.
    expect(await store.issuer.readOffer(offer.issuanceId, start)).toBe(offer.credentialOffer)
    expect(await store.issuer.readStatusList(place?.statusListId ?? '')).toEqual({
      size: 131_072,
      entries: [],
    })
    expect(await store.issuer.readStatusLists()).toHaveLength(1)
    other.exec('ROLLBACK')
    expect(await store.issuer.redeemCode(redemption(offer))).toMatchObject({ outcome: 'redeemed' })
    expect(await store.issuer.consumeNonces(['a'], start)).toBe(false)
  })
})

describe('several programs on one file', () => {
  it('redeem a code once between two connections', async () => {
    const path = madeIn(temporaryFolder())
    const [first, second] = await Promise.all([opened(path), opened(path)])
    const offer = offerRecord()
    await first.issuer.createOffer(offer)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        (index % 2 === 0 ? first : second).issuer.redeemCode(redemption(offer)),
      ),
    )
    expect(outcomes.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1)
  })

  it('redeem a code once between two processes (E2, X15)', async () => {
    const path = madeIn(temporaryFolder())
    const store = await opened(path)
    const offer = offerRecord()
    await store.issuer.createOffer(offer)
    const children = [startChild('redeem-many.ts', path), startChild('redeem-many.ts', path)]
    await Promise.all(children.map((child) => once(child.stdout, 'data')))
    const counts = children.map(async (child) => {
      child.stdin.write(JSON.stringify(offer))
      const [count] = await once(child.stdout, 'data')
      return Number(String(count))
    })
    expect((await Promise.all(counts)).reduce((sum, count) => sum + count)).toBe(1)
  })

  it('deliver a deferred issuance once between two processes (E13)', async () => {
    const path = madeIn(temporaryFolder())
    const { issuer } = await opened(path)
    const offer = offerRecord({ approval: 'deferred' })
    await issuer.createOffer(offer)
    await issuer.redeemCode(redemption(offer))
    const record = deferredRecord(offer)
    await issuer.createDeferred(record)
    const decision = { deferredId: record.deferredId, decision: 'approved', reason: undefined } as const
    await issuer.decideDeferred({ ...decision, now: later(2) })
    const children = [startChild('take-deferred-many.ts', path), startChild('take-deferred-many.ts', path)]
    await Promise.all(children.map((child) => once(child.stdout, 'data')))
    const counts = children.map(async (child) => {
      child.stdin.write(JSON.stringify(record))
      const [count] = await once(child.stdout, 'data')
      return Number(String(count))
    })
    expect((await Promise.all(counts)).reduce((sum, count) => sum + count)).toBe(1)
  })

  it('take one proof as new once between two processes (E15)', async () => {
    const path = madeIn(temporaryFolder())
    await opened(path)
    const children = [startChild('use-proof-many.ts', path), startChild('use-proof-many.ts', path)]
    await Promise.all(children.map((child) => once(child.stdout, 'data')))
    const counts = children.map(async (child) => {
      child.stdin.write('the same jti')
      const [count] = await once(child.stdout, 'data')
      return Number(String(count))
    })
    expect((await Promise.all(counts)).reduce((sum, count) => sum + count)).toBe(1)
  })

  it('one of which is killed after the intents: recovery revokes what may have been signed (K8, K10, X1)', async () => {
    const path = madeIn(temporaryFolder())
    const child = startChild('crash-after-intents.ts', path)
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    const [, signal] = await once(child, 'close')
    expect(signal).toBe('SIGKILL')
    const { issued, intended } = JSON.parse(Buffer.concat(output).toString('utf8'))
    const { issuer } = await opened(path)
    expect(await issuer.recover(later(60), later(61))).toBe(1)
    expect(await issuer.readCredential(issued)).toMatchObject({ state: 'issued', status: 'valid' })
    const lost = await issuer.readCredential(intended)
    expect(lost).toMatchObject({ state: 'abandoned', status: 'revoked' })
    const list = await issuer.readStatusList(lost?.statusListId ?? '')
    expect(list?.entries).toEqual([{ index: lost?.statusIndex, status: 'revoked' }])
  })
})

describe('at rest', () => {
  async function deliver(store: Store): Promise<string> {
    const offer = offerRecord()
    await store.issuer.createOffer(offer)
    await store.issuer.redeemCode(redemption(offer))
    const [place] = await store.issuer.reserveStatusPlaces(1)
    if (place === undefined) throw new Error('No place was reserved.')
    const intent = intentFor(offer, place)
    await store.issuer.recordIntents([intent])
    await store.issuer.recordIssued([intent.credentialId], later(3))
    return `code ${offer.issuanceId}`
  }

  function bytesOf(path: string): Buffer {
    const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file))
    return Buffer.concat(files.map((file) => readFileSync(file)))
  }

  it('no NIK, name, code or key is in the files, before or after delivery (P1, P3)', async () => {
    const path = madeIn(temporaryFolder())
    const store = await opened(path)
    const pending = offerRecord()
    await store.issuer.createOffer(pending)
    const code = await deliver(store)
    await store.registry.put(nik, { nama: name, nik })
    await store.verifier.createTransaction(transactionRecord({ transactionId: 'one' }))
    await store.verifier.decideTransaction(
      'one',
      { state: 'accepted', checks: '[]', claims: JSON.stringify({ name }), details: '{}', decidedAt: start },
      start,
    )
    const marks = [nik, name, code, pending.txCode ?? '', hash(nik), Buffer.from(nik).toString('base64url')]
    const atWork = bytesOf(path)
    await store.close()
    for (const bytes of [atWork, bytesOf(path)]) {
      for (const mark of marks) expect(bytes.includes(mark)).toBe(false)
      // The twin: what may be known is there to be found.
      expect(bytes.includes(pending.issuanceId)).toBe(true)
    }
  })

  it('even the ciphertext of a delivered identity is gone from the file and from the log', async () => {
    const path = madeIn(temporaryFolder())
    const store = await opened(path)
    const reader = raw(path)
    const offer = offerRecord()
    await store.issuer.createOffer(offer)
    const sealed = reader.prepare('SELECT identity FROM offers').get()?.identity
    if (!(sealed instanceof Uint8Array)) throw new Error('The identity is not sealed.')
    reader.close()
    expect(bytesOf(path).includes(Buffer.from(sealed))).toBe(true)
    await store.issuer.redeemCode(redemption(offer))
    const [place] = await store.issuer.reserveStatusPlaces(1)
    if (place === undefined) throw new Error('No place was reserved.')
    const intent = intentFor(offer, place)
    await store.issuer.recordIntents([intent])
    await store.issuer.recordIssued([intent.credentialId], later(3))
    await sleep(1300)
    expect(bytesOf(path).includes(Buffer.from(sealed))).toBe(false)
    expect(bytesOf(path).includes(offer.issuanceId)).toBe(true)
  })

  it('two swapped identities do not open (W4)', async () => {
    const path = madeIn(temporaryFolder())
    const store = await opened(path)
    const offers = [offerRecord(), offerRecord()] as const
    const requests = offers.map(redemption)
    for (const offer of offers) await store.issuer.createOffer(offer)
    for (const request of requests) await store.issuer.redeemCode(request)
    const database = raw(path)
    const rows = database.prepare('SELECT issuance_id, identity FROM offers ORDER BY issuance_id').all()
    const swap = database.prepare('UPDATE offers SET identity = ? WHERE issuance_id = ?')
    swap.run(rows[0]?.identity ?? null, rows[1]?.issuance_id ?? null)
    swap.run(rows[1]?.identity ?? null, rows[0]?.issuance_id ?? null)
    for (const { tokenHash } of requests) {
      await expect(store.issuer.readGrant(tokenHash, later(1))).rejects.toMatchObject({
        code: 'database_malformed',
      })
    }
  })
})
