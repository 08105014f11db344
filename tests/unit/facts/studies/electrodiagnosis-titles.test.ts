import { expect, test } from '@jest/globals';
import { isElectrodiagnosis } from '../../../../src/facts/studies/electrodiagnosis.ts';
import { studyOf } from '../../../../src/facts/studies/study.ts';
import { meaningsAt } from '../../../../src/facts/reading/meanings.ts';
import { lexicon } from '../../../support/lexicon.ts';
import { terminology } from '../../charts.ts';

const meanings = meaningsAt(new Date('2026-11-30'), 'UTC', { terminology, lexicon });
const report = (title: string, more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { text: title },
  ...more,
});
const electroNeuro = {
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'EN' }] }],
};

test.each([
  'EMG lower extremity bilateral',
  'NCS/EMG',
  'NCV both lower limbs',
  'ENMG LL',
  'Electrodiagnostic medicine consultation',
  'Neurophysiology report',
  'EMG L-spine paraspinals and left leg',
  'EMG after MRI lumbar spine',
])('%s is a study of nerves, and no MRI', (title) => {
  expect(isElectrodiagnosis(report(title), meanings)).toBe(true);
  expect(studyOf(report(title), meanings)).toBeUndefined();
});

test.each([
  'MRI L-spine, correlate with EMG',
  'MRI lumbar spine (clinical: EMG L5 radiculopathy)',
  'MRI lumbar spine w/wo contrast',
])('%s is an MRI, and no study of nerves, whatever its category says', (title) => {
  expect(isElectrodiagnosis(report(title, electroNeuro), meanings)).toBe(false);
  expect(studyOf(report(title), meanings)).toMatchObject({ kind: 'mri', region: 'lumbar' });
});

test.each(['ECG', 'EEG', 'Sphincter EMG', 'Facial EMG', 'Urodynamics with EMG', 'Polysomnography'])(
  '%s is neither',
  (title) => {
    expect(isElectrodiagnosis(report(title), meanings)).toBe(false);
  },
);
