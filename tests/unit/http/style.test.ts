import { describe, expect, test } from '@jest/globals';
import { styleSheet } from '../../../src/pages/html.ts';

/** The colours of a scheme by name, `--text` → `#1c2126`. */
function colours(block: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name, value]) => [name, value]),
  );
}
const [light = '', dark = ''] = styleSheet.match(/:root \{[^}]*--ink[^}]*\}/g) ?? [];

/** Contrast of two colours as WCAG 2 defines it, 1 to 21. */
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter! + 0.05) / (darker! + 0.05);
}
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('In the %s', (_scheme, scheme) => {
  const grounds = [
    'surface',
    'page',
    'raised',
    'info-soft',
    'warning-soft',
    'critical-soft',
    'accent-soft',
  ];
  const onAny = ['ink', 'mute', 'accent'].flatMap((text) =>
    grounds.map((ground) => [text, ground] as const),
  );
  const ofIndicators = ['info', 'warning', 'critical'].flatMap(
    (name) =>
      [
        [name, 'surface'],
        [name, `${name}-soft`],
      ] as const,
  );
  test.each([
    ...onAny,
    ...ofIndicators,
    ['reference', 'surface'] as const,
    ['accent-ink', 'accent'] as const,
  ])('%s on %s can be read (AA)', (text, ground) => {
    expect(contrast(scheme[text]!, scheme[ground]!)).toBeGreaterThanOrEqual(4.5);
  });
});

test('the dark colours are for screens only: paper is white', () => {
  expect(styleSheet).toMatch(/@media screen and \(prefers-color-scheme: dark\)/);
  expect(styleSheet).not.toMatch(/@media \(prefers-color-scheme/);
});
