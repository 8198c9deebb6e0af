import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { loadCommands } from './load-commands.ts'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { parseAttesters } from './parse-attesters.ts'
import { createProgram } from './program.ts'

const repository = join(import.meta.dirname, '../../../..')
const program = createProgram(memoryEnvironment(), await loadCommands(), () => undefined)
const pages = [
  'docs/flows.md',
  'docs/administrator.md',
  'docs/privacy.md',
  'docs/register.md',
  'docs/merchant.md',
  'docs/app-developer.md',
  'packages/cli/README.md',
]

function linesOf(page: string): readonly string[] {
  const text = readFileSync(join(repository, page), 'utf8').replaceAll('\\\n', ' ')
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const inline = [...text.matchAll(/`(lontar [^`]*)`/g)].map(([, line = '']) => line)
  return [...blocks.flatMap((block) => block.split('\n')), ...inline].filter((line) => /^lontar /.test(line))
}

/** What follows an option may be its value. */
function isValue(before: string | undefined): boolean {
  return before?.startsWith('--') === true
}

/** What of a line the command does not know; nothing, when it is as documented. */
function unknownOf(line: string): readonly string[] {
  const words = (line.split(/ +# /)[0] ?? '').split(/\s+/).slice(1)
  let command: Command = program
  const unknown: string[] = []
  for (const [index, word] of words.entries()) {
    const child: Command | undefined = command.commands.find((one) => one.name() === word)
    if (child !== undefined) command = child
    else if (command.commands.length > 0 && /^[a-z]/.test(word) && !isValue(words[index - 1]))
      unknown.push(word)
    else if (/^--[a-z]/.test(word) && !isOption(command, word)) unknown.push(word)
  }
  return unknown
}

function isOption(command: Command, word: string): boolean {
  const options = [...program.options, ...command.options].map(({ long }) => long)
  return word === '--help' || options.includes(word)
}

describe('the documentation', () => {
  it.each(pages)('names only commands and options that there are: %s', (page) => {
    const lines = linesOf(page)
    expect(lines.filter((line) => unknownOf(line).length > 0)).toEqual([])
    if (page !== 'docs/app-developer.md') expect(lines.length).toBeGreaterThan(5)
  })

  it('draws each flow and says how to play it', () => {
    const [, ...flows] = readFileSync(join(repository, 'docs/flows.md'), 'utf8').split(/^## /m)
    expect(flows).toHaveLength(13)
    for (const flow of flows) {
      expect(flow.match(/```mermaid\nsequenceDiagram\n/g), flow).toHaveLength(1)
      expect(flow, flow).toMatch(/```sh\nlontar /)
    }
  })

  it('shows attesters as the command takes them', () => {
    const text = readFileSync(join(repository, 'docs/administrator.md'), 'utf8')
    const [, example = ''] = /```json\n(\[[\s\S]*?)```/.exec(text) ?? []
    expect(parseAttesters(JSON.parse(example))).toHaveLength(1)
  })

  it('finds what there is not', () => {
    expect(unknownOf('lontar wallet fetch')).toEqual(['fetch'])
    expect(unknownOf('lontar issue --ktp ktp.json --graant x')).toEqual(['--graant'])
  })
})
