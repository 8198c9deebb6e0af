import { type ConsentItemId, consentItemIds, createConsentText } from '@lontar/proofing/consent'
import { Command } from 'commander'
import { readConfiguration } from '../configuration.ts'
import { consentController } from '../consent-office.ts'
import { InvalidValueError } from '../invalid-value.ts'
import { issuerConfiguration } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'

/** `lontar consent`: the words that a person agrees to. */
export function consentCommand(seat: CommandSeat): Command {
  return new Command('consent')
    .description('show what a person agrees to before anything is processed')
    .addCommand(
      new Command('text')
        .description('print the text, for paper or a screen; --lang chooses its language')
        .option(
          '--items <items>',
          'what is asked for, separated by commas',
          parseConsentItems,
          defaultConsentItems,
        )
        .addHelpText('after', '\nExample:\n  lontar consent text --lang id --items identity,registry,face')
        .action(
          seat.action<{ readonly items: readonly ConsentItemId[] }>(async (invocation, { items }) => {
            const { directory, language } = invocation
            const controller = consentController(issuerConfiguration(await readConfiguration(directory)))
            const text = await createConsentText({ controller, items, language })
            invocation.result(text, text.lines.join('\n'))
          }),
        ),
    )
}

/** What is asked for where nothing else is said: face and blood type are specific data, and off. */
export const defaultConsentItems: readonly ConsentItemId[] = ['identity', 'registry']

/** Reads a list of items. */
export function parseConsentItems(text: string): readonly ConsentItemId[] {
  const names = text.split(',')
  const items = consentItemIds.filter((id) => names.includes(id))
  if (items.length === new Set(names).size) return items
  throw new InvalidValueError({
    id: `Daftar, dipisahkan koma, dari ${consentItemIds.join(', ')}.`,
    en: `A list, separated by commas, of ${consentItemIds.join(', ')}.`,
  })
}
