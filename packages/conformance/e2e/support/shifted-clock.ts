// Preloaded into a process whose clock is to be wrong: by so many milliseconds as SHIFT_CLOCK_MILLISECONDS says.
const shift = Number(process.env['SHIFT_CLOCK_MILLISECONDS'] ?? 0)
const RealDate = Date

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) =>
    Reflect.construct(target, given.length === 0 ? [RealDate.now() + shift] : given),
  apply: () => new RealDate(RealDate.now() + shift).toString(),
  get: (target, name) => (name === 'now' ? () => RealDate.now() + shift : Reflect.get(target, name)),
})
