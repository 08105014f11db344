import { describe, expect, test } from '@jest/globals';
import { isActive } from '../../../src/facts/reading/conditions.ts';
import { lumbarSurgeries } from '../../../src/facts/surgery/lumbar-surgery.ts';
import { list, meanings, TODAY, ZONE } from '../charts.ts';

/** The operations read from one finished procedure. */
function read(procedure: object) {
  const found = lumbarSurgeries(
    list('procedures', { status: 'completed', ...procedure }),
    list('conditions'),
    isActive,
    meanings(),
    ZONE,
    TODAY,
  );
  return found.status === 'known' ? found.value.surgeries : [];
}

const kinds = (procedure: object) => read(procedure).map(({ kind }) => kind);

describe('Operations in words', () => {
  test.each([
    ['Lumbar discectomy', 'disc'],
    ['Left L4-5 microdiscectomy', 'disc'],
    ['L5/S1 diskectomy', 'disc'],
    ['Lumbar micro-discectomy', 'disc'],
    ['Hemilaminectomy and discectomy L4/L5 right', 'disc'],
    ['Lumbar laminectomy', 'decompression'],
    ['L3-4 decompression', 'decompression'],
    ['L4-5 fusion', 'fusion'],
    ['TLIF L5-S1', 'fusion'],
    ['Lumbar arthrodesis', 'fusion'],
    ['Primary laminectomy excision of lumbar intervertebral disc', 'disc'],
    ['Primary fenestration excision of lumbar intervertebral disc', 'disc'],
    ['Primary anterior excision of lumbar intervertebral disc NEC', 'disc'],
    ['Primary microdiscectomy of lumbar intervertebral disc', 'disc'],
    ['Other specified primary excision of lumbar intervertebral disc', 'disc'],
    ['Unspecified primary excision of lumbar intervertebral disc', 'disc'],
    ['Revisional laminectomy excision of lumbar intervertebral disc', 'disc'],
    ['Revisional microdiscectomy of lumbar intervertebral disc', 'disc'],
    ['Excision of lumbar intervertebral disc', 'disc'],
    ['DISCECTOMY, LUMBAR', 'disc'],
    ['LAMINECTOMY, LUMBAR, W/ DISCECTOMY', 'disc'],
    ['Laminotomy L4-5 with decompression of nerve root and excision of herniated disc', 'disc'],
    [
      'Posterior excision of disc prolapse (including microdiscectomy +/- decompression) - lumbar region',
      'disc',
    ],
    ['Lumbar disc removal', 'disc'],
    ['Transforaminal endoscopic lumbar discectomy', 'disc'],
    ['Lumbar re-exploration and discectomy', 'disc'],
    ['L4-5 microdiscectomy without fusion', 'disc'],
    ['L4-5 discectomy and fusion', 'fusion'],
    ['L4-5 discectomy with interbody cage', 'fusion'],
    ['Lumbar laminectomy, discectomy and pedicle screw instrumentation', 'fusion'],
    [
      'Primary anterior excision of lumbar intervertebral disc and interbody fusion of joint of lumbar spine',
      'fusion',
    ],
    ['Lumbar disc replacement', 'fusion'],
    ['Lumbar total disc arthroplasty', 'fusion'],
    ['Interspinous spacer L4-L5', 'fusion'],
    ['Undercutting decompression L4-L5', 'decompression'],
    ['Lumbar disc surgery', 'disc'],
    ['Left L5/S1 microdisc, Mr Example, day case', 'disc'],
    ['Lumber disectomy x2', 'disc'],
  ])('%s: %s', (text, kind) => {
    expect(read({ code: { text } })).toMatchObject([{ kind, readFrom: 'text', name: text }]);
  });

  test.each(['History of lumbar discectomy', 'S/P L4-5 discectomy'])(
    '%s: the date beside it is of something else',
    (text) => {
      const [surgery] = read({ code: { text }, performedDateTime: '2026-10-01' });
      expect(surgery).toMatchObject({ kind: 'disc', when: undefined });
    },
  );

  test('the display of a local code and the words of the body site are read', () => {
    const local = { system: 'urn:example:theatre', code: 'D1', display: 'L4-5 discectomy' };
    expect(kinds({ code: { coding: [local] } })).toEqual(['disc']);
    expect(kinds({ code: { text: 'Discectomy' }, bodySite: [{ text: 'Lumbar spine' }] })).toEqual([
      'disc',
    ]);
  });

  test.each([
    'Lumbar discectomy, planned',
    'Scheduled L4-5 microdiscectomy',
    'Consultation for lumbar fusion',
    'Patient declined lumbar discectomy',
    'Lumbar discectomy refused',
    'Lumbar discectomy cancelled',
    'Referred for lumbar discectomy',
    'Lumbar fusion discussed',
    'L4-5 discectomy, on waiting list',
    'Lumbar discectomy not done',
    'Family history of lumbar discectomy',
    'Pre-operative assessment, lumbar discectomy',
    'No lumbar discectomy performed',
    'Physiotherapy after lumbar discectomy',
    'Post-op visit, L4-5 discectomy 2019',
    'Wound check, L4-5 microdiscectomy',
    'MRI lumbar spine after discectomy',
    'Cervical discectomy C5-6',
    'ACDF C5-C6',
    'Thoracic discectomy T8-9',
    'Discectomy',
    'Carpal tunnel decompression',
    'Subacromial decompression, left',
    'Ankle fusion',
    'Lumbar puncture',
    'Lumbar epidural injection',
    'Lumbar spine X-ray',
    'Removal of lumbar drain',
    'Excision of thoracic intervertebral disc',
    'Excision of intervertebral disc NEC',
    'Optic disc excision',
    `Lumbar discectomy ${'and discectomy '.repeat(40)}`,
  ])('nothing: %s', (text) => {
    expect(kinds({ code: { text } })).toEqual([]);
  });

  test.each([
    ['L4-5 discectomy', ['L4-L5']],
    ['L4/L5 discectomy', ['L4-L5']],
    ['Discectomy L4 - L5', ['L4-L5']],
    ['Discectomy L5-S1', ['L5-S1']],
    ['L5/S1 discectomy', ['L5-S1']],
    ['Discectomy L4-5 and L5-S1', ['L4-L5', 'L5-S1']],
    ['Lumbar discectomy', []],
    ['L5 laminectomy', []],
  ])('levels of "%s": %j', (text, levels) => {
    expect(read({ code: { text } })).toMatchObject([{ levels }]);
  });

  test.each([
    ['Left L4-5 discectomy', 'left'],
    ['L4-5 discectomy, RIGHT', 'right'],
    ['Bilateral L4-5 laminotomy', 'bilateral'],
    ['L4-5 discectomy left, L5-S1 right', 'bilateral'],
    ['L4-5 discectomy', undefined],
  ])('side of "%s": %s', (text, side) => {
    expect(read({ code: { text } })[0]?.side).toBe(side);
  });
});
