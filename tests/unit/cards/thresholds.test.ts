import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { CardFile } from '../../../src/cards/file/card-file.ts';
import type { SiteCard } from '../../../src/cards/site-card.ts';
import { thresholdsOf } from '../../../src/cards/thresholds.ts';
import { defineReportRule } from '../../../src/rules/rule.ts';

const schema = z.strictObject({
  months: z.int().min(3).max(12).describe('months'),
  celsius: z.number().min(37.5).max(39).describe('°C'),
  limit: z.int().min(6).max(120).nullable().describe('months, null = no limit'),
  strict: z.boolean().describe('count decompression'),
  form: z.enum(['short', 'long']).describe('which text'),
  count: z.int().describe('any whole number'),
  least: z.number().min(0).describe('zero or more'),
  filled: z.int().min(1).max(9).default(4).describe('the rule fills it in'),
});

function card(inFile: object, here: object): SiteCard {
  const rule = defineReportRule({ id: 'invented', settings: schema, evaluate: () => [] });
  const file = { settings: inFile } as CardFile;
  return {
    rule,
    file,
    awaitsApproval: false,
    mode: 'on',
    settings: schema.parse({ ...inFile, ...here }),
  };
}
const inFile = {
  months: 6,
  celsius: 38,
  limit: null,
  strict: false,
  form: 'short',
  count: 1,
  least: 0,
};

test('each threshold has its meaning, its value here, its default and what is allowed', () => {
  const thresholds = thresholdsOf(card(inFile, { months: 4, limit: 18 }));
  expect(thresholds.map(({ name, value, default: usual }) => [name, value, usual])).toEqual([
    ['months', 4, 6],
    ['celsius', 38, 38],
    ['limit', 18, null],
    ['strict', false, false],
    ['form', 'short', 'short'],
    ['count', 1, 1],
    ['least', 0, 0],
    ['filled', 4, 4],
  ]);
  expect(thresholds.map(({ meaning, allowed }) => [meaning, allowed])).toEqual([
    ['months', '3 to 12'],
    ['°C', '37.5 to 39, decimals allowed'],
    ['months, null = no limit', '6 to 120, or none'],
    ['count decompression', 'yes or no'],
    ['which text', 'short, long'],
    ['any whole number', ''],
    ['zero or more', '0 or more, decimals allowed'],
    ['the rule fills it in', '1 to 9'],
  ]);
});

test('bounds are numbers for those who read the data', () => {
  const thresholds = thresholdsOf(card(inFile, {}));
  expect(thresholds.find(({ name }) => name === 'limit')).toMatchObject({
    minimum: 6,
    maximum: 120,
  });
  const form = thresholds.find(({ name }) => name === 'form');
  expect(form).not.toHaveProperty('minimum');
});
