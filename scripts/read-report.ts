import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { isEnglish } from '../src/report/english.ts';
import { labelsOf, unreadableLabels } from '../src/report/findings/labels.ts';
import { readReport } from '../src/report/read-report.ts';
import { plainTextOf } from '../src/report/report-text.ts';
import { summaryOf } from '../src/report/findings/summary.ts';

const usage = `Reads lumbar MRI reports.

  npm run --silent read-report < reports.jsonl         {"id","text","contentType"?} a line in, {"id","labels"} a line out
  npm run --silent read-report -- --text < report.txt  one plain text in, a summary with quotes out
  npm run --silent read-report -- --text --html < report.html

A line that is not such an object is named on stderr; the others are answered, and the exit code is 1.`;

/** Longest line that is read; one report is a few kilobytes. */
const MAX_LINE = 2_000_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { text: { type: 'boolean' }, html: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  if (values.text) {
    let text = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
    const plain = plainTextOf(text, values.html ? 'text/html' : undefined) ?? '';
    console.log(
      isReadable(plain)
        ? summaryOf(readReport(plain))
        : 'not readable: another language than English',
    );
    return;
  }
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') answer(line.replace(/^\uFEFF/, ''), number);
  }
}

function answer(line: string, number: number): void {
  const report = parsed(line);
  if (typeof report === 'string') {
    console.error(`line ${number}: ${report}`);
    process.exitCode = 1;
    return;
  }
  const text = plainTextOf(report.text, report.contentType) ?? '';
  // Another language is never read in part.
  const labels = isReadable(text) ? labelsOf(readReport(text)) : unreadableLabels();
  console.log(JSON.stringify({ id: report.id, labels }));
}

/** Nothing at all says nothing; a text has to be English. */
const isReadable = (text: string) => text.trim() === '' || isEnglish(text);

interface Line {
  readonly id: string | number;
  readonly text: string;
  readonly contentType: string | undefined;
}

/** The report of a line, or what is wrong with it. */
function parsed(line: string): Line | string {
  if (line.length > MAX_LINE) return `longer than ${MAX_LINE} characters`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const { id, text, contentType } = value as Record<string, unknown>;
  if (typeof id !== 'string' && typeof id !== 'number') return '"id" is missing';
  if (typeof text !== 'string') return '"text" is missing, or not a string';
  if (contentType !== undefined && contentType !== null && typeof contentType !== 'string') {
    return '"contentType" is not a string';
  }
  if (typeof contentType === 'string' && !/^text\/(?:plain|html)\b/i.test(contentType)) {
    return `"contentType" ${JSON.stringify(contentType.slice(0, 60))} is not readable; text/plain and text/html are`;
  }
  return { id, text, contentType: contentType ?? undefined };
}

await main();
