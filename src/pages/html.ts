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

/** What a page needs beside the common style, as addresses of this host. */
export interface PageParts {
  readonly styles?: readonly string[];
  /** Modules: no script stands in a page, since inline ones are not allowed. */
  readonly scripts?: readonly string[];
  /** More than a column to read: tools. */
  readonly isWide?: boolean;
}

/** A whole page. The style stands in files of its own, since inline ones are not allowed. */
export function htmlPage(
  title: string,
  body: string,
  { styles = [], scripts = [], isWide = false }: PageParts = {},
): string {
  const links = [
    ...['/style.css', ...styles].map((href) => `<link rel="stylesheet" href="${href}">`),
    ...scripts.map((src) => `<script type="module" src="${src}"></script>`),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${links.join('\n')}
</head>
<body>
<main${isWide ? ' class="wide"' : ''}>
${body}
</main>
</body>
</html>
`;
}

const fileText = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The colours that all pages share, the demo's too. */
export const palette = fileText('./palette.css');

/** Plain, readable on a phone, in the dark and on paper; the colours stand in it. */
export const styleSheet = `${palette}\n${fileText('./style.css')}`;

/** What the guide adds to it. */
export const guideStyle = fileText('./guide/guide.css');

/** The mark of the service: what a browser shows beside the title. */
export const icon = fileText('./icon.svg');
