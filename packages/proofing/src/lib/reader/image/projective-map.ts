import type { Corners, Point } from './corners.ts'

/** Maps a point of the unit square into a picture so that the square's corners fall on these. */
export function projectiveMap([p0, p1, p2, p3]: Corners): (point: Point) => Point {
  const [dx1, dx2, dx3] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x]
  const [dy1, dy2, dy3] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y]
  const area = dx1 * dy2 - dx2 * dy1
  const [g, h] = [(dx3 * dy2 - dx2 * dy3) / area, (dx1 * dy3 - dx3 * dy1) / area]
  return ({ x, y }) => {
    const w = g * x + h * y + 1
    return {
      x: ((p1.x - p0.x + g * p1.x) * x + (p3.x - p0.x + h * p3.x) * y + p0.x) / w,
      y: ((p1.y - p0.y + g * p1.y) * x + (p3.y - p0.y + h * p3.y) * y + p0.y) / w,
    }
  }
}
