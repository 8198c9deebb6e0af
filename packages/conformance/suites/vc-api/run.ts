// The VC API that the W3C suites for VC Data Model 2.0 and Bitstring Status List drive:
//   pnpm --filter @lontar/conformance vc-api [--port 8443] [--no-status]
// It prints one line of JSON with its url and the did of its issuer, and runs until it is stopped.
import { parseArgs } from 'node:util'
import { startVcApi } from './start-vc-api.ts'

const { values } = parseArgs({
  allowNegative: true,
  options: { port: { type: 'string', default: '8443' }, status: { type: 'boolean', default: true } },
})
const port = Number(values.port)

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('Usage: vc-api [--port NUMBER] [--no-status]')
  process.exitCode = 2
} else {
  const { url, did, close } = await startVcApi({ port, now: () => new Date(), withStatus: values.status })
  console.log(JSON.stringify({ url, did }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close)
}
