// The server gives the library's own file under this name.
export { marked } from 'marked';
