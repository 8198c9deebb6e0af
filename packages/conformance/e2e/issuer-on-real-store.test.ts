import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CredentialRecord, OfferOptions } from '@lontar/issuer'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readStatus } from '../interop/openid4vc-ts/support/read-status.ts'
import { collect, proveKeys, type Reply, readCode, redeem } from './support/plain-wallet.ts'
import { openRealIssuer, type RealIssuer } from './support/real-issuer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lontar-real-store-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function count(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, body } of replies) {
    const outcome = status === 200 ? 'ok' : String(body['error'])
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return counts
}

function times<Value>(count: number, make: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)))
}

describe('one issuer, served twice from one file,', () => {
  let first: RealIssuer
  let second: RealIssuer
  beforeAll(async () => {
    const file = join(folder, 'races.db')
    first = await openRealIssuer({ file })
    second = await openRealIssuer({ file, url: first.issuer.url })
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  /** Spreads requests over both servers, so that the file and not one connection decides. */
  const addressOf = (index: number): string => (index % 2 === 0 ? first : second).address

  async function offer(options: Partial<OfferOptions> = {}) {
    const made = await first.issuer.offer(await first.identity(), {
      configurationIds: ['ktp_dc+sd-jwt'],
      ...options,
    })
    return { ...made, code: await readCode(made.credentialOfferUri) }
  }

  async function issuedUnder(issuanceId: string): Promise<readonly CredentialRecord[]> {
    const records = await second.issuer.credentials(1000)
    return records.filter((record) => record.issuanceId === issuanceId)
  }

  test('redeems a code for exactly one of 200 that come at once', async () => {
    const { code, txCode } = await offer()
    const replies = await times(200, (index) => redeem(addressOf(index), code, txCode))
    expect(count(replies)).toEqual({ ok: 1, invalid_grant: 199 })
  })

  test('refuses a code that was redeemed, and the token of the first still works once', async () => {
    const { code, txCode, issuanceId } = await offer()
    const { body } = await redeem(first.address, code, txCode)
    for (const address of [first.address, second.address]) {
      expect(count([await redeem(address, code, txCode)])).toEqual({ invalid_grant: 1 })
    }
    const collectOnce = async () =>
      collect(second.address, body['access_token'], await proveKeys(first.address, first.issuer.url, 1))
    expect(count([await collectOnce()])).toEqual({ ok: 1 })
    // Everything was delivered: the token lives on for notifications alone.
    expect(count([await collectOnce()])).toEqual({ credential_request_denied: 1 })
    expect(await issuedUnder(issuanceId)).toHaveLength(1)
  })

  test('hears at most five of 50 guessers of a transaction code, and the code is dead', async () => {
    const { code, txCode } = await offer()
    const guesses = Array.from({ length: 51 }, (_, guess) => String(guess).padStart(6, '0'))
    const wrong = guesses.filter((guess) => guess !== txCode).slice(0, 50)
    const replies = await times(50, (index) => redeem(addressOf(index), code, wrong[index]))
    expect(count(replies)).toEqual({ invalid_grant: 50 })
    const evaluated = replies.filter(
      ({ body }) => body['error_description'] === 'the transaction code is wrong',
    )
    expect(evaluated).toHaveLength(5)
    expect(count([await redeem(first.address, code, txCode)])).toEqual({ invalid_grant: 1 })
  })

  test('lets the holder in after four guesses of somebody else', async () => {
    const { code, txCode } = await offer()
    const wrong = txCode === '000000' ? '000001' : '000000'
    const replies = await times(4, (index) => redeem(addressOf(index), code, wrong))
    expect(count(replies)).toEqual({ invalid_grant: 4 })
    expect(count([await redeem(second.address, code, txCode)])).toEqual({ ok: 1 })
  })

  test('issues once for 200 simultaneous uses of one key proof', async () => {
    // Ten copies are granted: only the nonce stands in the way.
    const { code, txCode, issuanceId } = await offer({ copies: 10 })
    const { body } = await redeem(first.address, code, txCode)
    const proofs = await proveKeys(first.address, first.issuer.url, 1)
    const replies = await times(200, (index) => collect(addressOf(index), body['access_token'], proofs))
    expect(count(replies)).toEqual({ ok: 1, invalid_nonce: 199 })
    expect(await issuedUnder(issuanceId)).toMatchObject([{ state: 'issued', status: 'valid' }])
  })

  test('issues no more copies than were granted, however many ask with proofs of their own', async () => {
    const { code, txCode, issuanceId } = await offer({ copies: 3 })
    const { body } = await redeem(first.address, code, txCode)
    const replies = await times(20, async (index) => {
      const proofs = await proveKeys(addressOf(index), first.issuer.url, 1)
      return collect(addressOf(index), body['access_token'], proofs)
    })
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3)
    const records = await issuedUnder(issuanceId)
    expect(records.filter(({ state }) => state === 'issued')).toHaveLength(3)
  })
})

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly accessToken: unknown
  readonly proofs: readonly string[]
  /** Resolves once the signer was called. */
  readonly signing: Promise<void>
}

/** Starts an issuer in a process of its own and goes as far as three proofs of a holder. */
async function start(file: string, mode: 'hang' | 'serve'): Promise<Started> {
  const script = join(import.meta.dirname, 'support/issue-until-killed.ts')
  const args = ['--conditions=source', '--disable-warning=ExperimentalWarning', script, file, mode]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  // Also when the test fails before it comes to kill it: the child would serve for ever.
  onTestFinished(() => void child.kill('SIGKILL'))
  const messages = createInterface({ input: child.stdout })
  const hear = (event: string) =>
    new Promise<Record<string, string>>((resolve, reject) => {
      messages.on('line', (line) => {
        const message = JSON.parse(line) as Record<string, string>
        if (message['event'] === event) resolve(message)
      })
      messages.on('close', () => reject(new Error(`it ended before ${event}`)))
    })
  const signing = hear('signing').then(() => undefined)
  // Where nobody waits for it, its end is no failure.
  signing.catch(() => undefined)
  const { url = '', credentialOfferUri = '', txCode } = await hear('listening')
  const { body } = await redeem(url, await readCode(credentialOfferUri), txCode)
  return { child, url, accessToken: body['access_token'], proofs: await proveKeys(url, url, 3), signing }
}

/** Kills a process as a power cut does; resolves with the signal that ended it. */
function kill(child: ChildProcess): Promise<NodeJS.Signals | null> {
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_, signal) => resolve(signal)),
  )
  child.kill('SIGKILL')
  return ended
}

function statusesOf(
  records: readonly CredentialRecord[],
  { issuer, address }: RealIssuer,
): Promise<number[]> {
  return Promise.all(
    records.map(({ statusListId, statusIndex: idx }) => {
      const uri = `${issuer.url}/status/${statusListId}`
      return readStatus({ status_list: { idx, uri } }, issuer.issuer, address)
    }),
  )
}

describe('an issuer whose process is killed', () => {
  test('between intent and signature abandons and revokes, and issues no more than was granted', async () => {
    const file = join(folder, 'killed.db')
    const { child, url, accessToken, proofs, signing } = await start(file, 'hang')
    const answer = collect(url, accessToken, proofs).catch(() => 'no answer')
    await signing
    expect(await kill(child)).toBe('SIGKILL')
    expect(await answer).toBe('no answer')

    let later = 0
    const again = await openRealIssuer({ file, url, now: () => new Date(Date.now() + later) })
    try {
      const intended = await again.issuer.credentials()
      expect(intended.map(({ state }) => state)).toEqual(['intended', 'intended', 'intended'])
      // Another process could still be at it.
      expect(await again.issuer.recover()).toBe(0)
      later = 61_000
      expect(await again.issuer.recover()).toBe(3)
      expect(await again.issuer.recover()).toBe(0)
      later = 0
      const abandoned = await again.issuer.credentials()
      expect(abandoned.map(({ state, status }) => [state, status])).toEqual(
        Array.from({ length: 3 }, () => ['abandoned', 'revoked']),
      )
      expect(await statusesOf(abandoned, again)).toEqual([1, 1, 1])

      // The holder has nothing in hand, so the grant stands; what it gives is three and never four.
      expect(count([await collect(again.address, accessToken, proofs)])).toEqual({ invalid_nonce: 1 })
      const fresh = await proveKeys(again.address, url, 3)
      expect(count([await collect(again.address, accessToken, fresh)])).toEqual({ ok: 1 })
      const more = await proveKeys(again.address, url, 1)
      expect(count([await collect(again.address, accessToken, more)])).toEqual({
        credential_request_denied: 1,
      })
      const issued = (await again.issuer.credentials()).filter(({ state }) => state === 'issued')
      expect(await statusesOf(issued, again)).toEqual([0, 0, 0])
    } finally {
      await again.close()
    }
  })

  test('after delivery keeps what it delivered', async () => {
    const file = join(folder, 'delivered.db')
    const { child, url, accessToken, proofs } = await start(file, 'serve')
    const { status, body } = await collect(url, accessToken, proofs)
    expect(status).toBe(200)
    expect(body['credentials']).toHaveLength(3)
    expect(await kill(child)).toBe('SIGKILL')

    const again = await openRealIssuer({ file, url })
    try {
      expect(await again.issuer.recover()).toBe(0)
      const records = await again.issuer.credentials()
      expect(records.map(({ state, status }) => [state, status])).toEqual(
        Array.from({ length: 3 }, () => ['issued', 'valid']),
      )
      expect(await statusesOf(records, again)).toEqual([0, 0, 0])
    } finally {
      await again.close()
    }
  })
})
