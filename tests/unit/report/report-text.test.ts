import { describe, expect, test } from '@jest/globals';
import { reportText } from '../../../src/report/report-text.ts';

const form = (contentType: string, text: string, encoding: BufferEncoding = 'utf8') => ({
  contentType,
  data: Buffer.from(text, encoding).toString('base64'),
});

describe('What can be read', () => {
  test.each([
    ['plain text', 'text/plain', 'utf8', 'Root enhances – L5.'],
    ['plain text that names its charset', 'text/plain; charset=utf-8', 'utf8', 'No naïve root.'],
    ['a quoted charset', 'TEXT/PLAIN; charset="UTF-8"', 'utf8', 'Normal.'],
    ['Latin-1', 'text/plain;charset=iso-8859-1', 'latin1', 'Disc bulge of ½ level.'],
    ['UTF-16', 'text/plain; charset=utf-16le', 'utf16le', 'Normal.'],
  ] as const)('%s', (_name, contentType, encoding, text) => {
    expect(reportText(undefined, [form(contentType, text, encoding)])).toEqual({
      status: 'text',
      text,
      isWhole: true,
    });
  });

  test('a page of markup called plain text is read as a page: what is struck through is not said', () => {
    const page = '<html><body><p>The <del>right</del> left L5 root enhances.</p></body></html>';
    expect(reportText(undefined, [form('text/plain', page)])).toEqual({
      status: 'text',
      text: 'The left L5 root enhances.',
      isWhole: true,
    });
  });

  test('the attachments, then the conclusion as impression', () => {
    expect(reportText('The root enhances.', [form('text/plain', 'FINDINGS: Normal.')])).toEqual({
      status: 'text',
      text: 'FINDINGS: Normal.\n\nImpression:\nThe root enhances.',
      isWhole: true,
    });
    expect(reportText('The root enhances.', undefined)).toEqual({
      status: 'text',
      text: 'Impression:\nThe root enhances.',
      isWhole: true,
    });
  });
});

describe('What cannot be read is never the same as nothing', () => {
  test.each([
    ['a PDF', form('application/pdf', '%PDF-1.7')],
    ['RTF', form('application/rtf', '{\\rtf1}')],
    ['an image', form('image/png', 'x')],
    ['an address only', { contentType: 'text/plain', url: 'Binary/1' }],
    ['no content type', { data: 'Tm9ybWFsLg==' }],
    ['bytes that are not of their charset', form('text/plain', 'Größe', 'latin1')],
    ['a charset nobody knows', form('text/plain; charset=klingon', 'Normal.')],
    [
      'a PDF called plain text',
      form('text/plain', '%PDF-1.4\nBT (The right L5 root enhances) Tj ET'),
    ],
    ['RTF called plain text', form('text/plain', '{\\rtf1 {\\strike The right L5 root enhances}}')],
    ['a zip called plain text', form('text/plain', 'PK\u0003\u0004 root enhances')],
    ['UTF-16 that does not say so', form('text/plain', 'The right L5 root enhances', 'utf16le')],
    [
      'base64 of base64',
      form('text/plain', Buffer.from('The right L5 root enhances.').toString('base64')),
    ],
    [
      'another language',
      form('text/plain', 'Keine Anreicherung der Nervenwurzeln nach Kontrastmittel.'),
    ],
    ['another script', form('text/plain', 'После контрастирования корешки не накапливают.')],
    ['an empty attachment', {}],
    ['no object', 'text'],
    ['null', null],
  ])('%s: unreadable', (_name, attachment) => {
    expect(reportText(undefined, [attachment])).toEqual({ status: 'unreadable' });
    // A conclusion may leave out what the attachment says.
    expect(reportText('Normal.', [attachment])).toEqual({ status: 'unreadable' });
  });

  test.each([
    ['no text', undefined, undefined],
    ['no attachment', undefined, []],
    ['null', null, null],
    ['an empty attachment of text', undefined, [form('text/plain', '  ')]],
  ])('%s: none', (_name, conclusion, presentedForm) => {
    expect(reportText(conclusion, presentedForm)).toEqual({ status: 'none' });
  });
});

describe('The results of a report', () => {
  const narrative = (text: string, heading = '') => ({ heading, text, isWhole: heading === '' });
  const results = (...narratives: ReturnType<typeof narrative>[]) => ({
    narratives,
    hasUnread: false,
  });

  test('the text of the study stands for a form that cannot be read', () => {
    const pdf = form('application/pdf', '%PDF-1.7');
    const text = 'The left L5 root enhances.';
    expect(reportText(undefined, [pdf], results(narrative(text)))).toEqual({
      status: 'text',
      text,
      isWhole: true,
    });
    const impression = results(narrative(text, 'Impression'));
    expect(reportText(undefined, [pdf], impression)).toEqual({ status: 'unreadable' });
  });

  test('sections come under their names', () => {
    const all = results(narrative('Normal.', 'Findings'), narrative('No change.', 'Impression'));
    expect(reportText(undefined, undefined, all)).toEqual({
      status: 'text',
      text: 'Findings:\nNormal.\n\nImpression:\nNo change.',
      isWhole: true,
    });
  });

  test('beside one that was not sent, a conclusion is a part', () => {
    const missing = { narratives: [], hasUnread: true };
    expect(reportText('No change.', undefined, missing)).toMatchObject({ isWhole: false });
    expect(reportText('FINDINGS: Normal. IMPRESSION: Normal.', undefined, missing)).toMatchObject({
      isWhole: true,
    });
    expect(reportText(undefined, undefined, missing)).toEqual({ status: 'unreadable' });
    expect(reportText(undefined, [form('text/plain', 'Normal.')], missing)).toMatchObject({
      isWhole: true,
    });
  });

  test('one of another language is a part that was not read', () => {
    const both = results(
      narrative('Normal.', 'Impression'),
      narrative('Wurzel L5 ohne Befund und ohne Kontakt.', 'Findings'),
    );
    expect(reportText(undefined, undefined, both)).toMatchObject({ isWhole: false });
  });
});
