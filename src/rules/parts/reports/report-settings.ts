import { z } from 'zod';

/** Thresholds that the cards about enhancing roots share. The values stand in the card files. */
export const reportSettings = {
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
  minimumAgeYears: z.int().min(16).max(21).describe('years below which the card is silent'),
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
  weaknessDays: z.int().min(1).max(90).describe('days in which leg weakness is new'),
  feverCelsius: z.number().min(37.5).max(39).describe('°C from which a temperature is fever'),
  feverDays: z.int().min(1).max(30).describe('days in which fever counts'),
} as const;

export type ReportSettings = z.infer<z.ZodObject<typeof reportSettings>>;

/** From when on enhancement counts as late. The figures are those of six months: a site may only wait longer. */
export const lateMonths = z
  .int()
  .min(6)
  .max(12)
  .describe('calendar months from surgery to scan from which the card speaks');
