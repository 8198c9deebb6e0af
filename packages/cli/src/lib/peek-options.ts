import type { Language } from './invocation.ts'

/** What an error needs to know of a command line that may not be readable as a whole. */
export interface PeekedOptions {
  readonly json: boolean
  /** As asked for by `--lang`. */
  readonly language: Language | undefined
}

/** Looks for `--json` and `--lang` anywhere before `--`, before or without the parser. */
export function peekOptions(args: readonly string[]): PeekedOptions {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  const languages = options.flatMap((option, index) => {
    if (option === '--lang') return [options[index + 1]]
    return option.startsWith('--lang=') ? [option.slice('--lang='.length)] : []
  })
  const language = languages.at(-1)
  return {
    json: options.includes('--json'),
    language: language === 'id' || language === 'en' ? language : undefined,
  }
}
