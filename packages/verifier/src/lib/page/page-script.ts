/**
 * The script of the request page. It counts down, is told how this browser's own session stands, or asks where no
 * stream of events comes through, and loads the page anew when that changes: the answer comes from the server and
 * never from here.
 */
export const pageScript = `
const clock = document.querySelector('[data-seconds]')
const end = Date.now() + 1000 * Number(clock.dataset.seconds)
const show = () => {
  const left = Math.max(0, Math.round((end - Date.now()) / 1000))
  clock.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0')
  if (left === 0) location.reload()
}
const poll = async () => {
  try {
    const answer = await fetch(location.href, { headers: { 'Lontar-Poll': '1', Accept: 'application/json' }, cache: 'no-store' })
    const { state } = await answer.json()
    if (state === 'none') return document.querySelector('[data-cookies]').removeAttribute('hidden')
    if (state !== 'pending') return location.reload()
  } catch {}
  setTimeout(poll, 1500)
}
const listen = () => {
  const source = new EventSource(location.href)
  const giveUp = () => {
    clearTimeout(patience)
    source.close()
    poll()
  }
  const patience = setTimeout(giveUp, 5000)
  source.addEventListener('state', ({ data }) => {
    clearTimeout(patience)
    if (JSON.parse(data).state === 'pending') return
    source.close()
    location.reload()
  })
  source.onerror = () => {
    if (source.readyState === 2) giveUp()
  }
}
show()
setInterval(show, 1000)
if (typeof EventSource === 'function') listen()
else setTimeout(poll, 1500)
`
