/** Draws that are the same for the same seed. */
export interface Draw {
  /** 0 or more, and less than 1. */
  unit(): number
  /** From `least` up to `most`. */
  between(least: number, most: number): number
  /** One of them. */
  pick<Value>(values: readonly [Value, ...Value[]]): Value
}

/** Opens a stream of draws (mulberry32): fast enough for the noise of a picture, and no source of secrets. */
export function seededDraw(seed: number): Draw {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x2545f491
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    unit,
    between: (least, most) => least + unit() * (most - least),
    pick: (values) => values[Math.floor(unit() * values.length)] ?? values[0],
  }
}
