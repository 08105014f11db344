import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isEnglish } from '../../../src/report/english.ts';
import { plainTextOf } from '../../../src/report/report-text.ts';

interface Kept {
  readonly text: string;
  readonly contentType?: string;
}

const kept = (path: string) =>
  (
    JSON.parse(
      readFileSync(new URL(`../../../fhir-fixtures/${path}.json`, import.meta.url), 'utf8'),
    ) as readonly Kept[]
  ).map(({ text, contentType }) => plainTextOf(text, contentType) ?? '');

describe('Another language is refused', () => {
  test.each([
    'Die Nervenwurzel L5 links nimmt Kontrastmittel auf.',
    'MRT LWS mit Kontrast: Rezidivprolaps L5/S1.',
    'Enhancement Wurzel L5 links.',
    'Nach Gadolinium normal.',
    'Pas de prise de contraste des racines.',
    'IRM lombaire avec gadolinium: racine S1 droite normale.',
    'Raíz L5 izquierda con realce tras contraste.',
    'RM lumbar con gadolinio: normal.',
    'Radice S1 destra con enhancement.',
    'Sem realce das raízes nervosas após contraste.',
    'Geen aankleuring van de zenuwwortels na contrast.',
    'Normal MR lumbal columna.',
    'Ingen kontrastuppladdning i nervrötterna.',
    'Bez wzmocnienia korzeni nerwowych po kontraście.',
    'Kontrast sonrası sinir köklerinde tutulum yok.',
    'Контрастирование корешков не выявлено.',
    '神経根の増強効果なし',
  ])('%s', (text) => {
    expect(isEnglish(text)).toBe(false);
  });

  test.each(kept('unseen/reports-other-language'))('%#', (text) => {
    expect(isEnglish(text)).toBe(false);
  });
});

test('No English report is refused', () => {
  const reports = ['dev', 'train-a', 'train-b', 'nasty', 'held-out', 'unread'].flatMap((name) =>
    kept(`reports/${name}`),
  );
  const all = [...reports, ...kept('unseen/reports-natural'), ...kept('unseen/reports-hard')];
  expect(all.filter((text) => !isEnglish(text))).toEqual([]);
});
