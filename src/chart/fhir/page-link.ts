/** Longer links are not followed; servers and proxies take 8 to 16 kilobytes of URL at most. */
const MAX_LINK = 16_384;
/** A path that still changes after so many decodings is encoded to deceive. */
const MAX_DECODINGS = 4;

/**
 * Where to ask for what a link or a query names: always at the agreed origin, under the agreed base.
 *
 * A server behind a proxy writes its links with its inner name, or with http. So only path and query
 * are taken from a link, and the host that it names is never contacted. HAPI and Smile CDR write
 * `<base>?_getpages=…`, without a slash: the base itself counts as under the base.
 *
 * @param base The agreed base, its path with one slash at its end.
 * @returns undefined when the link leads elsewhere: a path that is not under the base, also when dots
 *   or slashes are hidden in it (`..;`, `%2f`, encoded twice), user information, another kind of URL.
 */
export function urlUnder(base: URL, link: string): string | undefined {
  if (link.length > MAX_LINK) return undefined;
  const path = base.pathname.slice(0, -1);
  // What begins with its query belongs to the base, not to what was last asked for.
  const text = link.trimStart().startsWith('?') ? `${base.origin}${path}${link.trim()}` : link;
  const url = URL.parse(text, base.href);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const { pathname, search } = url;
  if (pathname !== path && !pathname.startsWith(base.pathname)) return undefined;
  if (!isPlainPath(pathname)) return undefined;
  return `${base.origin}${pathname}${search}`;
}

/**
 * False for a path that a server or proxy behind might read otherwise than we do: a slash that shows
 * when it is decoded, or a segment of dots that shows when it is decoded once more and again, or when
 * the parameters after a semicolon are cut off (Tomcat does so). The URL parser has taken out the
 * plain ones before.
 */
function isPlainPath(pathname: string): boolean {
  if (/%2f|%5c/i.test(pathname)) return false;
  let text = pathname;
  for (let round = 0; round < MAX_DECODINGS; round += 1) {
    const decoded = decodedOnce(text);
    if (decoded === undefined || hasDotsOrControls(decoded)) return false;
    if (decoded === text) return true;
    text = decoded;
  }
  return false;
}

function decodedOnce(text: string): string | undefined {
  try {
    // Full-width dots and slashes become plain ones on some servers.
    return decodeURIComponent(text).normalize('NFKC');
  } catch {
    return undefined;
  }
}

const hasDotsOrControls = (path: string) =>
  /[\u0000-\u001f\u007f]/.test(path) ||
  path.split(/[/\\]/).some((segment) => /^\.{1,2}(?:;|$)/.test(segment));
