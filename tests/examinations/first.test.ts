import { test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { casesOf, isRight, readCase } from './score.ts';
import { readElectrodiagnosis } from '../../src/clinical-text/examination/read-electrodiagnosis.ts';
import { lexicon } from '../support/lexicon.ts';
test('first', () => {
  const out: string[] = [];
  const cases = casesOf('unseen3/examinations.json');
  let right = 0;
  for (const one of cases) {
    const read = readCase(one);
    const ok = isRight(read, one.expected);
    if (ok) right += 1;
    if (!ok)
      out.push(
        JSON.stringify({
          id: one.id,
          read,
          expected: one.expected,
          input: one.input,
          context: one.context,
          why: (one as any).why,
        }),
      );
  }
  out.unshift(`examinations ${right}/${cases.length}`);
  const emg = JSON.parse(readFileSync('fhir-fixtures/unseen3/emg.json', 'utf8'));
  let ok2 = 0;
  const bad: string[] = [];
  for (const one of emg) {
    const r = readElectrodiagnosis(lexicon.findings(one.input.status === 'entered-in-error' ? '' : one.text));
    const exp = one.expected;
    const aff = r.named.filter((n) => n.is === 'affirmed' && n.roots.length > 0);
    const hedge = r.named.filter((n) => n.is === 'in-doubt');
    const den = r.named.filter((n) => n.is === 'denied');
    const status = aff.length
      ? 'affirmed'
      : hedge.length
        ? 'hedged'
        : den.length
          ? 'denied'
          : 'not-mentioned';
    const list = aff.length ? aff : hedge;
    const roots = [...new Set(list.flatMap((n) => n.roots))].sort().join();
    const side = [...new Set(list.map((n) => (n.side === 'both' ? 'bilateral' : n.side)))].join();
    const course = [...new Set(list.map((n) => n.course))].join();
    const statusOk =
      exp.affirmed === status ||
      (['denied', 'not-mentioned'].includes(exp.affirmed) &&
        ['denied', 'not-mentioned'].includes(status));
    const expRoots = [...(exp.roots ?? [])].sort().join();
    const good =
      statusOk &&
      (!['affirmed', 'hedged'].includes(exp.affirmed) ||
        (roots === expRoots &&
          (side === (exp.side ?? '') || (side === 'bilateral' && exp.side === 'both'))));
    const old = exp.phase === 'chronic' || exp.phase === 'residual';
    const courseOk = exp.affirmed !== 'affirmed' || old === (course === 'old');
    if (good) ok2 += 1;
    if (!good || !courseOk)
      bad.push(
        JSON.stringify({
          id: one.id,
          good,
          courseOk,
          got: { status, roots, side, course, para: r.isParaspinalOnly },
          exp,
          text: one.text,
        }),
      );
  }
  out.push(`emg ${ok2}/${emg.length}`, ...bad);
  writeFileSync('/tmp/exam/first.txt', out.join('\n'));
});
