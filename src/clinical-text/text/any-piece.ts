/**
 * A pattern for any of some pieces, taken letter by letter: nothing of a piece is a sign of a pattern, and
 * nothing repeats, so that a search takes as many steps as the pieces are long at each letter of a word.
 *
 * @returns A pattern that finds nothing where there is no piece.
 */
export const anyPieceOf = (pieces: readonly string[]): RegExp =>
  pieces.length === 0 ? /(?!)/ : new RegExp(pieces.map(asWritten).join('|'));

const asWritten = (piece: string) => piece.replace(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
