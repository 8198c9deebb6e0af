import { errorCatalogue } from '../packages/credentials/src/error-catalogue.ts'
import { errorCodes } from '../packages/credentials/src/errors.ts'

/** The pages of `docs/errors` by file name. */
export function errorPages(): ReadonlyMap<string, string> {
  return new Map([['README.md', index()], ...errorCodes.map((code) => [`${code}.md`, page(code)] as const)])
}

function index(): string {
  const rows = errorCodes.map((code) => `| [\`${code}\`](${code}.md) | ${errorCatalogue[code].title.en} |`)
  return ['# Error codes', '', '| code | meaning |', '|---|---|', ...rows, ''].join('\n')
}

function page(code: (typeof errorCodes)[number]): string {
  const { title, fix } = errorCatalogue[code]
  return [
    `# \`${code}\``,
    '',
    title.en,
    '',
    `**What to do.** ${fix.en}`,
    '',
    '---',
    '',
    title.id,
    '',
    `**Yang dapat dilakukan.** ${fix.id}`,
    '',
  ].join('\n')
}
