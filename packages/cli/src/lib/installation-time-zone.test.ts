import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { installationTimeZone } from './installation-time-zone.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const folder = temporaryFolder()

function folderWith(name: string, content: string): string {
  const directory = join(folder, name)
  mkdirSync(directory)
  writeFileSync(join(directory, 'config.json'), content)
  return directory
}

function issuerOf(residence: string): string {
  const issuer = { url: 'https://issuer.example', name: 'Dinas', residence, dev: false }
  return JSON.stringify({ version: 1, database: 'sqlite:lontar.db', issuer })
}

describe('the time zone of an installation', () => {
  it.each([
    ['31', 'Asia/Jakarta'],
    ['53', 'Asia/Makassar'],
    ['91', 'Asia/Jayapura'],
    ['any', 'Asia/Makassar'],
  ])('is that of its province: %s', (residence, zone) => {
    expect(installationTimeZone(folderWith(residence, issuerOf(residence)))).toBe(zone)
  })

  it('is WITA for a verifier, and where there is no folder or none that can be read', () => {
    const verifier = folderWith('verifier', '{"version":1,"database":"sqlite:lontar.db"}')
    for (const directory of [verifier, folderWith('broken', '{'), join(folder, 'nowhere')])
      expect(installationTimeZone(directory)).toBe('Asia/Makassar')
  })
})
