import { readFileSync } from 'node:fs';

/** Text as it stands in an HTML page. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole page. The style stands in a file of its own, since inline ones are not allowed. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** Plain, readable on a phone, in the dark and on paper. */
export const styleSheet = readFileSync(new URL('./style.css', import.meta.url), 'utf8');

/** The mark of the service: what a browser shows beside the title. */
export const icon = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8');
