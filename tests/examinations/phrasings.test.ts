import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readElectrodiagnosis } from '../../src/clinical-text/examination/read-electrodiagnosis.ts';
import { lexicon } from '../support/lexicon.ts';
import { readCase } from './score.ts';

interface Phrasing {
  readonly text: string;
  readonly reads: string;
}
const { examinations, electrodiagnosis }: Record<string, readonly Phrasing[]> = JSON.parse(
  readFileSync(new URL('../../fhir-fixtures/examinations/phrasings.json', import.meta.url), 'utf8'),
);

describe('What clinicians write of one examination, and what may be made of it', () => {
  test.each(examinations ?? [])('$text', ({ text, reads }) => {
    const { may, side, roots } = readCase({
      id: text,
      input: {
        resourceType: 'Observation',
        status: 'final',
        category: [{ coding: [{ code: 'exam' }] }],
        code: { text: 'Neurological examination' },
        effectiveDateTime: '2026-10-12',
        valueString: text,
      },
      expected: { root: null, may: '' },
    });
    const where = [side, roots.join('/')].filter(Boolean).join(' ');
    expect([may, where].filter(Boolean).join(' ')).toBe(reads);
  });
});

describe('What conclusions of electrodiagnosis affirm', () => {
  test.each(electrodiagnosis ?? [])('$text', ({ text, reads }) => {
    const read = readElectrodiagnosis(lexicon.findings(text));
    const affirmed = read.isParaspinalOnly ? [] : read.named.filter(({ is }) => is === 'affirmed');
    const said = affirmed.map(({ side, roots, course }) =>
      [side, roots.join('/'), course === 'unsaid' ? '' : course].filter(Boolean).join(' '),
    );
    expect(said.join(', ') || 'nothing').toBe(reads);
  });
});
