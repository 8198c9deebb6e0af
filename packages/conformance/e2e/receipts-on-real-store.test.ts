// What a verifier keeps on the disk: its receipts, and no value of a claim.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@lontar/store'
import { expect, onTestFinished, test } from 'vitest'
import { openScene } from '../../verifier/src/lib/fixtures/scene.ts'

const values = ['MARIA CONTOH', '1990-08-17', '5371995708900001', 'KOTA KUPANG']

/** Every byte of every file of the folder, as one Latin-1 text. */
function bytesOf(folder: string): string {
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file)).toString('latin1'))
    .join('\n')
}

function traces(bytes: string): string[] {
  const forms = values.flatMap((value) => {
    const buffer = Buffer.from(value)
    // Base64 of a text inside another has three forms; each is cut to what does not depend on its neighbours.
    const shifted = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), buffer])
        .toString('base64url')
        .slice(4, -4),
    )
    return [value, buffer.toString('hex'), ...shifted.filter((form) => form.length >= 8)]
  })
  return forms.filter((form) => bytes.includes(form))
}

test('the database holds receipts, and no value of a claim before or after the answer is erased', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-receipts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const store = await openStore({
    database: `sqlite:${join(folder, 'lontar.db')}`,
    passphrase: 'correct horse',
    create: true,
  })
  const scene = await openScene({ store: store.verifier })
  scene.issuer.statuses[9] = 1
  const accepted = await scene.exchange()
  expect(accepted.claims).toMatchObject({ name: 'MARIA CONTOH' })
  const refused = await scene.exchange({ index: 9 })
  expect(refused.state).toBe('refused')
  expect(traces(bytesOf(folder))).toEqual([])
  expect(await store.verifier.purge(new Date(scene.now.getTime() + 600_000))).toBe(2)
  await expect(scene.verifier.result(accepted.transactionId)).rejects.toMatchObject({
    code: 'transaction_unknown',
  })
  const receipts = await scene.verifier.receipts()
  expect(receipts.map(({ state, code }) => [state, code]).sort()).toEqual([
    ['accepted', null],
    ['refused', 'status_invalid'],
  ])
  await store.close()
  const bytes = bytesOf(folder)
  expect(bytes).toContain('hotel_wni')
  expect(bytes).toContain('age_equal_or_over.18')
  expect(traces(bytes)).toEqual([])
  // The search itself finds what it looks for.
  expect(traces(`${bytes}${Buffer.from('"name":"MARIA CONTOH"').toString('base64url')}`)).not.toEqual([])
}, 30_000)
