import { describe, expect, test } from '@jest/globals';
import {
  enhancementPattern,
  mayBeSpread,
  severalRootsEnhance,
} from '../../../../src/facts/imaging/enhancement-pattern.ts';
import { readReport } from '../../../../src/report/read-report.ts';

const findings = (text: string) =>
  readReport(`Technique: MRI before and after gadobutrol.\nFindings: ${text}\n`);

describe('The pattern of plainly stated root enhancement', () => {
  test.each([
    ['The cauda equina nerve roots enhance.', 'several-roots'],
    ['There is diffuse enhancement of the cauda equina.', 'several-roots'],
    ['The L4, L5 and S1 nerve roots enhance.', 'several-roots'],
    ['The L5 and S1 nerve roots enhance bilaterally.', 'several-roots'],
    ['The left L4 and the right S1 nerve roots enhance.', 'several-roots'],
    ['The left L5 and S1 nerve roots enhance.', 'other'],
    ['The L5 nerve roots enhance bilaterally.', 'other'],
    ['The L5 nerve root enhances.', 'other'],
    ['A nerve root enhances.', 'other'],
    ['The right L5 nerve root enhances.', 'one-root'],
    ['Nodular enhancement of the cauda equina nerve roots.', 'nodular'],
    ['Nodular enhancement of the right L5 nerve root.', 'nodular'],
    ['The cauda equina nerve roots do not enhance.', undefined],
    ['The cauda equina nerve roots may enhance.', undefined],
    ['The cauda equina nerve roots are normal.', undefined],
  ])('"%s": %s', (text, expected) => {
    expect(enhancementPattern(findings(text))).toBe(expected);
  });

  test.each([
    ['Nodular enhancement of the cauda equina nerve roots.', true],
    ['Nodular enhancement of the right L5 nerve root.', false],
    ['The cauda equina nerve roots may enhance.', false],
    ['The cauda equina nerve roots enhance normally.', false],
    ['Normal conus. Abnormal enhancement of the cauda equina nerve roots.', true],
  ])('several roots, smooth or nodular: "%s" %s', (text, expected) => {
    expect(severalRootsEnhance(findings(text))).toBe(expected);
  });

  test.each([
    ['Nodular enhancement of the cauda equina nerve roots.', true],
    ['Leptomeningeal enhancement of the conus.', true],
    ['Possible leptomeningeal enhancement of the conus.', false],
    ['The cauda equina nerve roots enhance.', false],
  ])('may be spread: "%s" %s', (text, expected) => {
    expect(mayBeSpread(findings(text))).toBe(expected);
  });
});
