// Looks up again whenever something is ticked. Without this script the button does the same.

const form = /** @type {HTMLFormElement} */ (document.getElementById('findings'));
const said = /** @type {HTMLElement} */ (document.getElementById('said'));
const answer = /** @type {HTMLElement} */ (document.getElementById('answer'));
/** @type {AbortController | undefined} */
let asking;

/** The address of what is ticked; what is not told is left out. */
function address() {
  const told = [...new FormData(form)].filter(([, value]) => value !== '');
  const query = new URLSearchParams(/** @type {[string, string][]} */ (told)).toString();
  return query === '' ? form.action : `${form.action}?${query}`;
}

async function lookUp() {
  if (!form.checkValidity()) return;
  asking?.abort();
  asking = new AbortController();
  const target = address();
  try {
    const response = await fetch(target, {
      headers: { accept: 'text/html' },
      signal: asking.signal,
    });
    // The answer is the page of the server: nothing is computed here.
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = page.getElementById('answer');
    if (next === null) throw new Error('no answer in the page');
    const wasOpen = answer.querySelector('details')?.open === true;
    answer.replaceChildren(...next.childNodes);
    const rows = answer.querySelector('details');
    if (rows !== null) rows.open = wasOpen;
    said.textContent = answer.querySelector('#sentence')?.textContent ?? '';
    history.replaceState(null, '', target);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    form.submit();
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
form.addEventListener('input', (event) => {
  clearTimeout(typing);
  const isTyped = event.target instanceof HTMLInputElement && event.target.type === 'number';
  typing = setTimeout(() => void lookUp(), isTyped ? 250 : 0);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void lookUp();
});
