import { describe, expect, it } from 'vitest'
import { maria } from '../demo/people.ts'
import { memoryEnvironment, memoryInvocation } from '../memory-environment.test-support.ts'
import { tellCase } from './tell-case.ts'

function toldOf(fields: object, showsFields: boolean, interactive = true): string {
  const environment = memoryEnvironment()
  const invocation = { ...memoryInvocation(environment, { lang: 'en' }), interactive }
  tellCase(invocation, { ...fields }, { showsFields, timeZone: 'Asia/Makassar' })
  return environment.output.stderr
}

const odd = "The district code in the NIK is not in today's list.\n"

describe('what an officer at the terminal is told of a case', () => {
  it('is what is odd about it, and the fields where they were confirmed in another run', () => {
    expect(toldOf(maria, false)).toBe(odd)
    expect(toldOf(maria, true)).toMatch(/^Provinsi: NUSA TENGGARA TIMUR\n.*\nNama: MARIA CONTOH\n/s)
    expect(toldOf(maria, true)).toMatch(/\nBerlaku hingga: SEUMUR HIDUP\n/)
    expect(toldOf(maria, true).endsWith(odd)).toBe(true)
  })

  it('leaves out what is a reason of the decision, which is told with it', () => {
    expect(toldOf({ ...maria, jenisKelamin: 'LAKI-LAKI' }, false)).toBe(odd)
  })

  it('is nothing where nobody looks on', () => {
    expect(toldOf(maria, true, false)).toBe('')
  })
})
