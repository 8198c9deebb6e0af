import type { LocalizedText } from '@lontar/credentials'
import { InvalidArgumentError, type Option } from 'commander'
import { usageError } from './explained.ts'

/** What the parser of an option throws: what the option takes, as a sentence, and nothing of what was typed. */
export class InvalidValueError extends InvalidArgumentError {
  readonly rule: LocalizedText

  constructor(rule: LocalizedText) {
    super(rule.en)
    this.rule = rule
  }
}

/** Lets a refusal of an option's value name the option, in both languages, and not the value. */
export function nameInRefusals(option: Option): void {
  const { parseArg, flags, argChoices } = option
  if (parseArg === undefined) return
  option.parseArg = (value, previous) => {
    try {
      return parseArg(value, previous)
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error
      const { id, en } = error instanceof InvalidValueError ? error.rule : choicesRule(argChoices ?? [])
      throw usageError({
        id: `${flags} tidak menerima nilai itu. ${id}`,
        en: `${flags} does not take that value. ${en}`,
      })
    }
  }
}

function choicesRule(choices: readonly string[]): LocalizedText {
  return { id: `Salah satu dari ${choices.join(', ')}.`, en: `One of ${choices.join(', ')}.` }
}
