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
export const styleSheet = `:root { color-scheme: light dark; --line: #8884; --mute: #666; }
@media (prefers-color-scheme: dark) { :root { --mute: #aaa; } }
body { font: 16px/1.55 system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid var(--line); }
blockquote { margin: 0; padding: .2rem 1rem; border-left: 4px solid var(--line); }
code { font-size: .9em; }
.note { color: var(--mute); font-size: .92rem; }
.scroll { overflow-x: auto; }
@media print { main { max-width: none; } a { color: inherit; } }
`;
