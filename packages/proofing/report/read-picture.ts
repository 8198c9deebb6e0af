// Reads the picture of a card on standard input, and prints what it read as JSON.
import { buffer } from 'node:stream/consumers'
import { openTesseractReader } from '@lontar/proofing/tesseract-reader'

const reader = await openTesseractReader()
try {
  const { fields } = await reader.read(await buffer(process.stdin))
  process.stdout.write(`${JSON.stringify(fields)}\n`)
} finally {
  await reader.close()
}
