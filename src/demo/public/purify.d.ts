// The server gives the library's own file under this name.
export { default } from 'dompurify';
