// The program that the W3C suite for VC-JOSE-COSE drives:
//   issue|verify --input FILE --key FILE --feature NAME [--sd] --output FILE
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runSuiteCase, type SuiteCase } from './vc-jose-cose.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    input: { type: 'string' },
    key: { type: 'string' },
    feature: { type: 'string' },
    output: { type: 'string' },
    sd: { type: 'boolean', default: false },
  },
})
const [fn] = positionals
const { input, key, feature, output, sd } = values

if ((fn !== 'issue' && fn !== 'verify') || !input || !key || !feature || !output) {
  console.error('Usage: issue|verify --input FILE --key FILE --feature NAME [--sd] --output FILE')
  process.exitCode = 2
} else {
  const result = await runSuiteCase({
    fn,
    input: readFileSync(input, 'utf8'),
    key: JSON.parse(readFileSync(key, 'utf8')) as SuiteCase['key'],
    feature,
    sd,
    now: new Date(),
  })
  writeFileSync(output, `${JSON.stringify(result)}\n`)
}
