/** An answer of 2 KB with one card, the same to every call. ASCII: as many bytes as characters. */
export const FIXED_ANSWER = JSON.stringify({
  cards: [
    {
      summary: 'fixed answer',
      indicator: 'info',
      source: { label: 'bench' },
      detail: 'x'.repeat(1_940),
    },
  ],
});

/** In the form of Cauda's own first log line, so that all ports are found alike. */
export function sayPort(port: number): void {
  console.log(JSON.stringify({ port }));
}
