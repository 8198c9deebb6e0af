import { describe, expect, it } from 'vitest'
import { createInvocation, languageOf } from './invocation.ts'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'

const text = { id: 'halo', en: 'hello' }

describe('the language of a command', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'id_ID.UTF-8' }, 'id'],
    [{ LANG: 'id' }, 'id'],
    [{ LANG: 'id.UTF-8' }, 'id'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'idx_XX' }, 'en'],
    [{ LANG: 'mqy_ID.UTF-8' }, 'id'],
    [{ LANG: 'ind' }, 'id'],
    [{ LANG: 'mqy_ID', LC_ALL: 'en_US' }, 'en'],
    [{ LANG: 'id_ID', LC_ALL: 'en_US' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'id_ID' }, 'id'],
    [{ LANG: 'id_ID', LC_ALL: '' }, 'id'],
  ])('follows the system: %j', (variables, expected) => {
    expect(languageOf(memoryEnvironment({ variables }))).toBe(expected)
  })

  it('is the one asked for', () => {
    const environment = memoryEnvironment({ variables: { LANG: 'id_ID' } })
    expect(memoryInvocation(environment).text(text)).toBe('halo')
    expect(memoryInvocation(environment, { lang: 'en' }).text(text)).toBe('hello')
  })
})

describe('an invocation', () => {
  it('resolves paths against the folder it was called from', () => {
    const invocation = createInvocation(memoryEnvironment({ workingDirectory: '/home/ana' }), { dir: 'data' })
    expect(invocation.directory).toBe('/home/ana/data')
    expect(invocation.path('../ktp.json')).toBe('/home/ktp.json')
    expect(invocation.path('/ktp.json')).toBe('/ktp.json')
  })

  it('gives a person the text and a program the value', () => {
    const forPerson = memoryEnvironment()
    memoryInvocation(forPerson).result({ a: 1 }, 'one')
    expect(forPerson.output).toEqual({ stdout: 'one\n', stderr: '' })
    const forProgram = memoryEnvironment()
    memoryInvocation(forProgram, { json: true }).result({ a: 1 }, 'one')
    memoryInvocation(forProgram, { json: true }).note(text)
    expect(forProgram.output).toEqual({ stdout: '{"a":1}\n', stderr: 'hello\n' })
  })

  it('lets nothing from outside act on the terminal', () => {
    const environment = memoryEnvironment()
    memoryInvocation(environment).result({}, '\u001b[2Jname')
    memoryInvocation(environment).note({ id: '', en: '\u001b[2Jname' })
    expect(environment.output).toEqual({ stdout: '\\u001b[2Jname\n', stderr: '\\u001b[2Jname\n' })
  })

  it('asks a person only at a terminal and never with --json', () => {
    const terminal = memoryEnvironment()
    Object.assign(terminal.stdin, { isTTY: true })
    expect(memoryInvocation(terminal).interactive).toBe(false)
    Object.assign(terminal.stdout, { isTTY: true })
    expect(memoryInvocation(terminal).interactive).toBe(true)
    expect(memoryInvocation(terminal, { json: true }).interactive).toBe(false)
  })
})
