/**
 * The script of the request page. It counts down, asks how this browser's own session stands, and loads the page
 * anew when that changes: the answer comes from the server and never from here.
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
show()
setInterval(show, 1000)
setTimeout(poll, 1500)
`
