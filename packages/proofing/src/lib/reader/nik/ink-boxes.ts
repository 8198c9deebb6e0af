import type { Box, GreyImage } from '../image/grey-image.ts'

/** Finds the connected pieces of ink (also over corners) whose pixels lie within an area, and gives the box of each. */
export function inkBoxes({ width, height, values }: GreyImage, area: Box, threshold: number): readonly Box[] {
  const [left, top] = [Math.max(0, Math.floor(area.left)), Math.max(0, Math.floor(area.top))]
  const [right, bottom] = [
    Math.min(width, left + Math.floor(area.width)),
    Math.min(height, top + Math.floor(area.height)),
  ]
  const seen = new Uint8Array(width * height)
  const boxes: Box[] = []
  const isInk = (x: number, y: number): boolean =>
    x >= left && x < right && y >= top && y < bottom && (values[y * width + x] ?? 255) < threshold
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if (seen[y * width + x] === 0 && isInk(x, y)) boxes.push(follow({ x, y }, isInk, seen, width))
    }
  }
  return boxes
}

function follow(
  start: { readonly x: number; readonly y: number },
  isInk: (x: number, y: number) => boolean,
  seen: Uint8Array,
  width: number,
): Box {
  const open = [start]
  seen[start.y * width + start.x] = 1
  let [left, top, right, bottom] = [start.x, start.y, start.x, start.y]
  for (let point = open.pop(); point !== undefined; point = open.pop()) {
    left = Math.min(left, point.x)
    right = Math.max(right, point.x)
    top = Math.min(top, point.y)
    bottom = Math.max(bottom, point.y)
    for (let step = 0; step < 9; step += 1) {
      const next = { x: point.x + (step % 3) - 1, y: point.y + Math.floor(step / 3) - 1 }
      if (!isInk(next.x, next.y) || seen[next.y * width + next.x] === 1) continue
      seen[next.y * width + next.x] = 1
      open.push(next)
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}
