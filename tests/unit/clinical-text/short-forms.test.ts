import { describe, expect, test } from '@jest/globals';
import { read } from '../../support/lexicon.ts';

const found = (text: string) => read(text).mentions.map(({ topic }) => topic);

describe('A short form stands for something else', () => {
  test.each([
    ['Light projection (LP) right eye', 'lumbar-puncture'],
    ['Laparotomy (LP)', 'lumbar-puncture'],
    ['Long posterior splint, model LP-35', 'lumbar-puncture'],
    ['Central executive summary (CES)', 'cauda-equina-syndrome'],
    ['Clinical effectiveness score (CES) 12', 'cauda-equina-syndrome'],
  ] as const)('in "%s"', (text, topic) => {
    expect(found(text)).not.toContain(topic);
  });
});

describe('A short form is what it is', () => {
  test.each([
    ['Lumbar puncture (LP)', 'lumbar-puncture'],
    ['Diagnostic (LP)', 'lumbar-puncture'],
    ['LP - 20 ml removed', 'lumbar-puncture'],
    ['LP 20 ml', 'lumbar-puncture'],
    ['Cauda equina syndrome (CES)', 'cauda-equina-syndrome'],
    ['Back pain, urgent (CES)', 'cauda-equina-syndrome'],
    ['CES-I', 'cauda-equina-syndrome'],
  ] as const)('in "%s"', (text, topic) => {
    expect(found(text)).toContain(topic);
  });
});
