import { createMrz } from '@lontar/documents/passport'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())

beforeAll(async () => {
  expect(await lontar(['init', '--dir', 'private', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
})

const at = ['--dir', 'private', '--json']
const issue = ['issue', '--passport', '-', '--officer', 'dev', ...at]

type Zone = Parameters<typeof createMrz>[0]

const eva: Zone = {
  ...{ issuingState: 'UTO', nationality: 'UTO', documentNumber: 'X1', familyName: 'CONTOH' },
  ...{ givenName: 'EVA FIKTIF', birthdate: '1990-08-17', dateOfExpiry: '2033-01-01' },
  sex: 'female',
}
const child: Zone = { ...eva, documentNumber: 'X0000002', birthdate: '2012-08-17' }

function passportOf(person: Zone): { readonly input: string } {
  return { input: JSON.stringify({ mrz: createMrz(person) }) }
}

interface Copy {
  readonly consents: readonly {
    readonly content: { readonly givenBy: string; readonly items: readonly { readonly item: string }[] }
  }[]
  readonly issuances: readonly object[]
}

async function copyOf(passport: string): Promise<Copy> {
  const { stdout } = await lontar(['subject', 'export', '--passport-file', '-', ...at], { input: passport })
  return JSON.parse(stdout) as Copy
}

describe('issuing to a visitor', () => {
  it('is done under a consent of that passport, and found by it', async () => {
    expect(await lontar(issue, passportOf(eva))).toMatchObject({ exitCode: 0 })
    const { consents, issuances } = await copyOf('UTO X1')
    expect(consents).toMatchObject([{ content: { givenBy: 'subject' } }])
    // No registry is asked about a passport, so that nobody agrees to it.
    expect(consents.map(({ content }) => content.items.map(({ item }) => item))).toEqual([['identity']])
    expect(issuances).toHaveLength(1)
  })

  it('under 17 takes a guardian, whose consent the receipt states', async () => {
    expect(codeOf(await lontar(issue, passportOf(child)))).toEqual([1, 'guardian_consent_missing'])
    expect(await lontar([...issue, '--guardian'], passportOf(child))).toMatchObject({ exitCode: 0 })
    const { consents } = await copyOf('UTO X0000002')
    expect(consents.map(({ content }) => content.givenBy).sort()).toEqual(['guardian', 'subject'])
  })

  it('takes nobody for another, and a guardian for no KTP', async () => {
    expect(codeOf(await lontar([...issue, '--guardian'], passportOf(eva)))).toEqual([1, 'consent_missing'])
    const card = ['issue', '--ktp', '-', '--officer', 'dev', '--guardian', ...at]
    expect(codeOf(await lontar(card, { input: '{}' }))).toEqual([2, 'usage'])
  })

  it('says that somebody of 17 or older agrees in person, and what to do', async () => {
    const told = async (language: string) => {
      const order = ['issue', '--passport', '-', '--officer', 'dev', '--dir', 'private', '--guardian']
      const { exitCode, stderr } = await lontar([...order, '--lang', language], passportOf(eva))
      expect(exitCode).toBe(1)
      return stderr
    }
    expect(await told('en')).toMatch(/the visitor is 17 or older.*run it again without --guardian\./s)
    expect(await told('id')).toMatch(/sudah berusia 17 tahun.*jalankan lagi tanpa --guardian\./s)
  })

  it('stops for one who had the processing restricted, and says nothing of the person', async () => {
    const restrict = ['subject', 'restrict', '--passport-file', '-', ...at]
    expect(await lontar(restrict, { input: 'UTO X1' })).toMatchObject({ exitCode: 0 })
    const ending = await lontar(issue, passportOf(eva))
    expect(codeOf(ending)).toEqual([1, 'processing_restricted'])
    expect(ending.stdout + ending.stderr).not.toMatch(/CONTOH|EVA|X1\b|900817/)
  })
})
