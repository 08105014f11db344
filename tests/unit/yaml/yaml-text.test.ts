import { describe, expect, test } from '@jest/globals';
import { YamlText, yamlValue } from '../../../src/yaml/yaml-text.ts';

const text = `# A comment.
title: One
wordings:
  standard: { summary: "Two", indicator: info }
  other:
    summary: >
      folded
      text
phrases: |
  first
  second

says:
  - one
  - "two: of them"
  - text: three
    note:
  -
    - deep
empty:
`;

describe('Where a value stands', () => {
  const yaml = new YamlText(text);
  test.each([
    [['title'], 2, 2, 'scalar'],
    [['wordings'], 4, 3, 'map'],
    [['wordings', 'standard'], 4, 4, 'map'],
    [['wordings', 'standard', 'indicator'], 4, 4, 'scalar'],
    [['wordings', 'other', 'summary'], 7, 6, 'scalar'],
    [['phrases'], 9, 9, 'scalar'],
    [['says'], 14, 13, 'list'],
    [['says', 1], 15, 15, 'scalar'],
    [['says', 2], 16, 16, 'map'],
    [['says', 2, 'text'], 16, 16, 'scalar'],
    [['says', 2, 'note'], 17, 17, 'scalar'],
    [['says', 3, 0], 19, 19, 'scalar'],
    [['empty'], 20, 20, 'scalar'],
  ] as const)('%j', (path, line, nameLine, kind) => {
    expect(yaml.placeOf(path)).toMatchObject({ line, nameLine, kind });
  });

  test('of a block under "|" its sign is told, and that it is one', () => {
    expect(yaml.placeOf(['phrases'])?.isBlock).toBe(true);
    expect(yaml.placeOf(['wordings', 'other', 'summary'])?.isBlock).toBe(false);
  });

  test.each([[['gone']], [['title', 'below']], [['says', 9]], [['wordings', 'toString']]])(
    '%j: nowhere',
    (path) => {
      expect(yaml.placeOf(path)).toBeUndefined();
    },
  );
});

describe('What a text comes to', () => {
  test('words, numbers and yes or no as YAML 1.2 has them; a date stays a text', () => {
    expect(yamlValue('a: 3\nb: true\nc: yes\nd: 2026-12-31\ne: ~\nf: 010\n', 'x.yaml')).toEqual({
      a: 3,
      b: true,
      c: 'yes',
      d: '2026-12-31',
      e: null,
      f: 10,
    });
  });

  test('nothing is null', () => {
    expect(yamlValue('# only a comment\n', 'x.yaml')).toBeNull();
  });

  test.each([
    ['a value with a colon', 'a: 1\nb: c: d\n', 2],
    ['a name twice', 'a: 1\nb: 2\na: 3\n', 3],
    ['an open quotation mark', 'a: 1\nb: "c\nd: 2\n', 4],
    ['a tab in the place of blanks', 'a:\n\t- b\n', 2],
    ['an open list', 'a: 1\nb: [c, d\n', 3],
    ['a name of nothing', 'a: 1\nb: *c\n', 2],
    ['two documents', 'a: 1\n---\nb: 2\n', 2],
  ])('%s is a fault with its line', (_what, written, line) => {
    const yaml = new YamlText(written);
    expect(yaml.faults).toContainEqual({ says: expect.stringMatching(/^[^\n]*\w[^\n]*$/), line });
    expect(yaml.value).toBeUndefined();
    expect(() => yamlValue(written, 'x.yaml')).toThrow(new RegExp(`^x\\.yaml:${line}: `, 'm'));
  });

  test('all slips are told, not the first alone', () => {
    const lines = new YamlText('a: "b" c\nd: 1\ne: "f" g\n').faults.map(({ line }) => line);
    expect(new Set(lines)).toEqual(new Set([1, 3]));
  });
});
