import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { renderKtpCard } from '../packages/testkit/src/card.ts'
import { mariaContoh } from '../packages/testkit/src/index.ts'

/** Draws the picture that `lontar demo --scan` starts from: the card of an invented person. The same run gives the same bytes. */
const folder = fileURLToPath(new URL('../packages/cli/demo', import.meta.url))
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/maria-contoh.jpg`, renderKtpCard(mariaContoh, { seed: 2 }))
