/** A point, in pixels from the top left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The corners of a card, clockwise, the first two at the ends of a long side. */
export type Corners = readonly [Point, Point, Point, Point]
