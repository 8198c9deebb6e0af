// The physical limit: a bare server of Node.js that sends a body back, and that nobody attacks.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenToParent } from './listen-to-parent.ts'

listenToParent(async () => {
  const server = createServer((incoming, outgoing) => void incoming.pipe(outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
})
